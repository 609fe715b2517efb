"""A whole running Meadow and a real browser for the stories."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from marketplace.local.services import Services
from marketplace.local.stack import Stack, stack_for_a_while
from tests.dev.browser import find_browser
from tests.journeys.crawling import Seen, Site, a_site, crawl

PICTURES = Path(os.environ.get("PICTURES", "/nowhere"))
"""Where pictures of broken stories go; set it to look at one."""

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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Keeps a picture of every open page when a story breaks off."""
    report = yield
    if report.when == "call" and report.failed and PICTURES.is_dir():  # type: ignore[attr-defined]
        opened = item.funcargs.get("browser")  # type: ignore[attr-defined]
        for place, context in enumerate(opened.contexts if opened else []):
            for page in context.pages:
                page.screenshot(path=PICTURES / f"{item.name}-{place}.png", full_page=True)
    return report  # type: ignore[return-value]


@pytest.fixture(scope="package")
def stack() -> Iterator[Stack]:
    """Everything running in a folder of its own, without a world: stories make their own people."""
    with stack_for_a_while("journeys", durable=False) as running:
        yield running


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium, as `dev.py test` found or installed it."""
    expect.set_options(timeout=20_000)
    found = find_browser()
    assert found, "No Chromium: install it (apt-get install chromium) or name it in CHROMIUM."
    opened = playwright.chromium.launch(executable_path=found, args=CHROMIUM_OPTIONS)
    yield opened
    opened.close()


@pytest.fixture(scope="package")
def site(services: Services, app: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The pages alone, served in this process on a database with a bit of everything in it."""
    with a_site(services, tmp_path_factory.mktemp("pseudo")) as serving:
        yield serving


@pytest.fixture(scope="package")
def crawled(site: Site, browser: Browser) -> list[Seen]:
    """What a crawl through every page saw."""
    return crawl(site, browser)


def last_json(output: str) -> dict[str, object]:
    """The line of JSON with which a command ends."""
    found: dict[str, object] = json.loads(output.strip().splitlines()[-1])
    return found
