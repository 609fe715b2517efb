"""Finds the Chromium for the browser tests, installs it where we may, and prints its path. `dev.py test` runs this."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = (
    "chromium-headless-shell",  # no windows, no menus: the same pages for two thirds of the work
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "/usr/bin/chromium",
)  # fmt: skip
MAC_PATHS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
PACKAGES = ("chromium-headless-shell", "fonts-noto-cjk")
OLDER_PACKAGES = ("chromium", "fonts-noto-cjk")
"""What a Debian has that does not know the first."""


def main() -> int:
    try:
        sys.stdout.write(have_browser())
    except NoBrowser as trouble:
        sys.stderr.write(f"\n{trouble}\n")
        return 1
    return 0


class NoBrowser(Exception):
    """There is no Chromium; the message says how to get one."""


def have_browser() -> str:
    """The path of a Chromium, and Chinese letters for it; installed when we are root on Debian."""
    found = find_browser()
    if not (found and has_chinese_letters()) and os.geteuid() == 0 and shutil.which("apt-get"):
        sys.stderr.write(f"Installing {' and '.join(PACKAGES)} for the browser tests …\n")
        _apt_get("update", "-qq")
        try:
            _apt_get("install", "-yqq", "--no-install-recommends", *PACKAGES)
        except NoBrowser:
            _apt_get("install", "-yqq", "--no-install-recommends", *OLDER_PACKAGES)
        found = find_browser()
    if not found:
        raise NoBrowser(
            f"The browser tests need Chromium. Install it:\n\n  {_command()}\n\nor name one: "
            "CHROMIUM=/path/to/chrome python3 dev.py test\n"
            "or leave those tests out: python3 dev.py test --without-browser"
        )
    return found


def find_browser() -> str | None:
    """The path of a Chromium or Chrome; None when there is none. CHROMIUM in the environment goes first."""
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        if found := shutil.which(chosen):
            return found
        raise NoBrowser(f"CHROMIUM is set to {chosen}, which is no program. Correct it or unset it.")
    return next((found for found in map(shutil.which, (*NAMES, *MAC_PATHS)) if found), None)


def has_chinese_letters() -> bool:
    """Whether Chinese pages are readable: the package below brings one of the fonts for it."""
    return any(Path("/usr/share/fonts").rglob("*CJK*"))


def _apt_get(*words: str) -> None:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(["apt-get", *words], capture_output=True, text=True, check=False, env=quiet)
    if done.returncode != 0:
        raise NoBrowser(f"apt-get could not install the browser:\n{(done.stderr or done.stdout).strip()[-2000:]}")


def _command() -> str:
    if platform.system() == "Darwin":
        return "brew install --cask chromium"
    return "sudo apt-get update && sudo apt-get install -y " + " ".join(OLDER_PACKAGES)


if __name__ == "__main__":
    sys.exit(main())
