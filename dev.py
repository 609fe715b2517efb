#!/usr/bin/env python3
"""The commands of a checkout; Python is all they need.

python3 dev.py demo [--reset] [--port N]    the whole marketplace with a small world in it, until Ctrl-C
python3 dev.py test [--long|--night] […]    the tests, with a browser; what follows goes to pytest
python3 dev.py mutate [--sample N] […]      mistakes put into the code that moves money: do the tests notice?
python3 dev.py check                        style, types and contracts
python3 dev.py setup                        .venv with everything in it (the others do this by themselves)
python3 dev.py logins                       who can sign in to the running demo, with current codes
python3 dev.py stop                         end what was left running here
python3 dev.py lock [--upgrade]             write requirements/*.txt anew from pyproject.toml
"""
# This file is read by old Pythons too, to tell their owners what to do: no syntax newer than Python 3.6.

import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
NEWER_ONES = ("python3.14", "python3.13", "python3.12", "python3.11")
ROOT = Path(__file__).resolve().parent
VENV, TOOLS, REQUIREMENTS = ROOT / ".venv", ROOT / ".tools", ROOT / "requirements"
PYTHON, UV = VENV / "bin" / "python", TOOLS / "bin" / "uv"
STAMP = VENV / "set-up-for"
TIERS = {None: "not long and not night", "--long": "not night", "--night": ""}
CHECKS = ("ruff check .", "ruff format --check .", "mypy --strict", "lint-imports")
MISLEADING = ("PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV")
# How uv and pip each say that a package has no build for this machine.
MISSING_WHEEL = re.compile(
    r"`([\w.-]+?)(?:==[^`]*)?(?: @ [^`]*)?` can't be installed because"
    r"|Because ([\w.-]+?)(?:==\S+)? has no (?:usable )?wheels"
    r"|No matching distribution found for ([\w.-]+)"
)


class Trouble(Exception):
    """Something is in the way; the message says what to do."""


def main(arguments):
    trouble = why_not_here(sys.version_info[:2], platform.system(), shutil.which)
    if trouble:
        return trouble
    name, rest = (arguments or ["help"])[0], arguments[1:]
    if name not in COMMANDS:
        print(__doc__.strip())
        return 0 if name in ("help", "-h", "--help") else 2
    try:
        return COMMANDS[name](rest)
    except Trouble as found:
        return "\n" + str(found)
    except subprocess.CalledProcessError as failed:
        return "\n`{}` failed:\n{}".format(" ".join(failed.cmd), indented(failed.output))
    except KeyboardInterrupt:
        return 130


def why_not_here(version, system, which):
    """Why Meadow cannot run here, in words; nothing when it can."""
    if system == "Windows":
        return (
            "Meadow runs on Linux and macOS. On Windows use WSL2: run `wsl --install` in PowerShell, open Ubuntu, "
            "clone Meadow there (in the Linux home folder, not below /mnt/c) and run this command again."
        )
    if tuple(version) < OLDEST:
        newer = [name for name in NEWER_ONES if which(name)]
        advice = (
            "This machine has a newer one. Run: {} dev.py …".format(newer[0])
            if newer
            else "Install a newer Python (https://www.python.org/downloads/) and run this command with it."
        )
        return "Meadow needs Python {}.{} or newer; this is Python {}.{}. {}".format(*OLDEST, *version, advice)
    return None


def set_up(rest=()):
    """Make .venv hold exactly what the requirement files say; instant when it does already."""
    wanted = fingerprint()
    if not (PYTHON.exists() and STAMP.exists() and STAMP.read_text() == wanted):
        say("Setting up .venv (once; again when requirements change) …")
        STAMP.unlink() if STAMP.exists() else None
        install_with_uv() or install_with_pip()
        STAMP.write_text(wanted)
    compile_catalogues()
    return 0


def fingerprint():
    """What .venv was made from: requirement files, project file, Python, and the folder, which scripts name."""
    digest = hashlib.sha256("{} {}".format(ROOT, sys.version).encode())
    for path in [ROOT / "pyproject.toml"] + sorted(REQUIREMENTS.glob("*.txt")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def install_with_uv():
    """Whether uv could do it all: it is several times faster than pip."""
    try:
        have_uv()
        if not venv_fits():
            run(UV, "venv", "--quiet", "--clear", "--python", sys.executable, VENV)
        into = ("--quiet", "--python", PYTHON)
        run(UV, "pip", "sync", *into, "--require-hashes", "--no-build", "--compile-bytecode", REQUIREMENTS / "dev.txt")
        run(UV, "pip", "install", *into, "--no-deps", "--no-build-isolation", "--editable", ROOT)
    except subprocess.CalledProcessError as error:
        refuse_without_wheel(error.output)
        say("uv could not do it, so pip will:\n" + indented(error.output))
        return False
    return True


def install_with_pip():
    if not (venv_fits() and subprocess.call([str(PYTHON), "-c", "import pip"], stderr=subprocess.DEVNULL) == 0):
        make_venv(VENV)
    pip = (PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    try:
        run(*pip, "--require-hashes", "--only-binary", ":all:", "--requirement", REQUIREMENTS / "dev.txt")
        run(*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT)
    except subprocess.CalledProcessError as error:
        refuse_without_wheel(error.output)
        raise Trouble(
            "The packages could not be installed:\n{}\n"
            "Setting up needs the network once; pip's own settings (a proxy, a mirror, a certificate) are used. "
            "Then run this command again.".format(indented(error.output))
        ) from None


def have_uv():
    """uv, in a folder of its own."""
    if not UV.exists():
        make_venv(TOOLS)
        pip = (TOOLS / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        run(*pip, "--require-hashes", "--only-binary", ":all:", "--requirement", REQUIREMENTS / "tools.txt")


def venv_fits():
    """Whether .venv is there, works, and is of this Python."""
    if not PYTHON.exists():
        return False
    asked = subprocess.run([str(PYTHON), "-c", "import sys; print(sys.version)"], stdout=subprocess.PIPE)
    return asked.stdout.decode().strip() == sys.version.strip()


def make_venv(folder):
    try:
        run(sys.executable, "-m", "venv", "--clear", folder)
    except subprocess.CalledProcessError as error:
        shutil.rmtree(str(folder), ignore_errors=True)
        raise Trouble(
            "Python could not make a virtual environment:\n{}\nOn Debian and Ubuntu: sudo apt-get install -y "
            "python3-venv".format(indented(error.output))
        ) from None


def refuse_without_wheel(output):
    name = missing_wheel(output)
    if name:
        here = "{} {} with Python {}.{}".format(platform.system(), platform.machine(), *sys.version_info[:2])
        raise Trouble(
            "There is no ready-made build of {} for {}. Meadow runs on Linux (glibc) and on Macs with Apple silicon; "
            "try another Python version, or run it in a Debian container.\n{}".format(name, here, indented(output))
        )


def missing_wheel(output):
    """The package that has no build for this machine, by what uv or pip said; nothing when that was not the trouble."""
    words = " ".join(output.split())
    if any(sign in words for sign in ("Retrying (", "dns error", "error sending request")):
        return None  # the network, not the package
    found = MISSING_WHEEL.search(words)
    return found and next(name for name in found.groups() if name)


def compile_catalogues():
    """Make the translations readable for the site, where they have changed."""
    texts = (ROOT / "marketplace" / "translations").glob("*/LC_MESSAGES/*.po")
    stale = [po for po in texts if newest(po.with_suffix(".mo")) < newest(po)]
    if stale and (ROOT / "marketplace" / "web" / "catalogues.py").exists():
        run(PYTHON, "-m", "marketplace.web.catalogues", "compile")


def newest(path):
    return path.stat().st_mtime if path.exists() else 0


def demo(rest):
    set_up()
    become(PYTHON, "-m", "marketplace.local.demo", *rest)


def test(rest):
    """Run the tests of a tier; with a browser, unless that is refused in so many words."""
    flags = [flag for flag in rest if flag in ("--long", "--night", "--without-browser")]
    rest = [word for word in rest if word not in flags]
    tier = "--night" if "--night" in flags else "--long" if "--long" in flags else None
    chosen = [TIERS[tier]] if TIERS[tier] else []
    if "--without-browser" in flags and os.environ.get("CI", "").lower() not in ("", "0", "false"):
        raise Trouble("--without-browser is not for CI: there the whole stories are tested too.")
    set_up()
    if "--without-browser" in flags:
        chosen.append("not journey")
    else:
        found = subprocess.run([str(PYTHON), "tests/dev/browser.py"], cwd=str(ROOT), stdout=subprocess.PIPE)
        if found.returncode:
            return found.returncode
        os.environ["CHROMIUM"] = found.stdout.decode().strip()
    os.environ["MEADOW_WHOLE_RUN"] = "" if rest or "--without-browser" in flags else "1"
    os.environ["MEADOW_TIER"] = (tier or "--usual").strip("-")
    processes = str(max(2, min(5, (os.cpu_count() or 2) + 1)))  # stories mostly wait, so one more than there are cores
    side_by_side = ("-n", processes, "--dist", "loadscope", "--no-loadscope-reorder")
    return become(PYTHON, "-m", "pytest", *side_by_side, *(("-m", " and ".join(chosen)) if chosen else ()), *rest)


def check(rest):
    """Run every check, even after one has found something."""
    set_up()
    failed = []
    os.chdir(str(ROOT))
    for command in CHECKS:
        say("\n— " + command)
        program, *words = command.split()
        if subprocess.call([str(VENV / "bin" / program)] + words):
            failed.append(command)
    say("\nNot clean: {}.".format("; ".join(failed)) if failed else "\nAll clean.")
    return 1 if failed else 0


def lock(rest):
    """Pin every package with its hashes. The files name no registry, so that any mirror will do."""
    have_uv()
    shape = "--quiet --universal --generate-hashes --no-annotate --python-version {}.{}".format(*OLDEST).split()
    shape += ["--custom-compile-command", "python3 dev.py lock"] + (["--upgrade"] if "--upgrade" in rest else [])
    files = {
        "dev.txt": "pyproject.toml --extra local --extra dev",
        "bench.txt": "pyproject.toml --extra bench --constraint requirements/dev.txt",
        "mutation.txt": "pyproject.toml --extra mutation --constraint requirements/dev.txt",
        "runtime.txt": "pyproject.toml --extra local --constraint requirements/dev.txt",
        "tools.txt": "requirements/tools.in",
    }
    for name, sources in files.items():
        run(UV, "pip", "compile", *sources.split(), *shape, "--output-file", "requirements/" + name)
        if "://" in (REQUIREMENTS / name).read_text():
            raise Trouble("requirements/{} names an address; it must hold none.".format(name))
        say("requirements/" + name)
    return 0


def run_module(module):
    def command(rest):
        set_up()
        become(PYTHON, "-m", module, *rest)

    return command


def run(*command):
    """Run a program quietly; its words come along with the error when it fails."""
    words = [str(word) for word in command]
    subprocess.check_output(words, cwd=str(ROOT), env=environment(), stderr=subprocess.STDOUT, universal_newlines=True)


def become(*command):
    """Turn into a program, which then gets Ctrl-C and gives the exit code itself."""
    sys.stdout.flush()
    os.chdir(str(ROOT))
    os.execve(str(command[0]), [str(word) for word in command], environment())


def environment():
    clean = {name: value for name, value in os.environ.items() if name not in MISLEADING}
    clean.update(UV_PYTHON_DOWNLOADS="never", UV_NO_PROGRESS="1", PIP_REQUIRE_VIRTUALENV="0")
    return clean


def indented(text):
    return "\n".join("  " + line for line in (text or "").strip().splitlines()[-15:])


def say(words):
    print(words, flush=True)


COMMANDS = {
    "setup": set_up,
    "demo": demo,
    "test": test,
    "mutate": run_module("tests.mutation"),
    "check": check,
    "logins": run_module("marketplace.local.logins"),
    "stop": run_module("marketplace.local.stop"),
    "lock": lock,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
