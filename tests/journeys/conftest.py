"""A whole running Meadow and a real browser for the stories."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from marketplace.local.place import state_folder
from marketplace.local.services import stop_services
from marketplace.local.stack import Stack, start_stack

CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="package")
def stack() -> Iterator[Stack]:
    """Everything running in a folder of its own, without a world: stories make their own people."""
    home = state_folder()
    folder = home.with_name(home.name + "-journeys")
    stop_services(folder)
    shutil.rmtree(folder, ignore_errors=True)
    running = start_stack(folder, durable=False)
    try:
        yield running
    finally:
        running.stop()
        stop_services(folder)


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium, as `dev.py test` found or installed it."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    assert found, "No Chromium: install it (apt-get install chromium) or name it in CHROMIUM."
    opened = playwright.chromium.launch(executable_path=found, args=CHROMIUM_OPTIONS)
    yield opened
    opened.close()


def last_json(output: str) -> dict[str, object]:
    """The line of JSON with which a command ends."""
    found: dict[str, object] = json.loads(output.strip().splitlines()[-1])
    return found
