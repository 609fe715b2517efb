"""A crawl: every page of the site, by everybody it is for, in one browser; what it finds is kept for the tests."""

from __future__ import annotations

import os
import re
import threading
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from flask import Flask, url_for
from flask.sessions import SecureCookieSessionInterface
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page
from werkzeug.serving import make_server

from marketplace.base.clock import system_clock
from marketplace.database import db
from marketplace.gateways.current import other_settings
from marketplace.local.services import Services
from marketplace.web.catalogues import compile_pseudo
from marketplace.world.example_rates import enter_example_rates
from tests.conftest import KeptCourier
from tests.journeys.crawled_pages import PAGES, Visit
from tests.journeys.crawled_world import World, build_world

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}

TEXTS = Path(__file__).with_name("page_texts.js").read_text(encoding="utf-8")


@dataclass
class Seen:
    """What was seen on one page."""

    visit: Visit
    address: str
    status: int = 0
    axe: dict[str, list[str]] = field(default_factory=dict)
    widest: int = 0
    is_dark: bool = False
    console: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.visit.who} {self.visit.endpoint} {self.address}"


@dataclass
class Site:
    """The application, served on a port of its own on a database with a bit of everything in it."""

    app: Flask
    address: str
    world: World


@contextmanager
def a_site(services: Services, folder: Path) -> Iterator[Site]:
    """Serves the real application in this process; Chinese is replaced by English texts in brackets."""
    from marketplace.app import create_app
    from tests.schema import build_schema

    database = f"test_{os.getpid()}_pages"
    services.drop_database(database)
    compile_pseudo(folder)
    with other_settings(DATABASE_URL=services.ensure_database(database), DEMO_CLOCK="1"):
        app = create_app(courier=KeptCourier(), testing=True, translations=str(folder))
    with app.app_context():
        build_schema()
        world = build_world()
        enter_example_rates(system_clock().date())
        db.session.remove()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    try:
        yield Site(app, f"http://127.0.0.1:{server.server_port}", world)
    finally:
        server.shutdown()
        serving.join(10)
        with app.app_context():
            db.engine.dispose()
        services.drop_database(database)


def crawl(site: Site, browser: Browser, pages: Sequence[Visit] = PAGES) -> list[Seen]:
    """Opens every page as everybody it is for, its texts in brackets: on a desk by day, then on a phone at night."""
    axe, found = Axe(), []
    judged = dict(zip(map(id, pages), judged_how(pages), strict=True))
    for who in dict.fromkeys(visit.who for visit in pages):
        context = context_of(site, browser, who)
        page, console = context.new_page(), _Console()
        page.on("console", console.hear)
        page.on("pageerror", lambda error, console=console: console.heard.append(str(error)))
        for visit in pages:
            if visit.who == who:
                console.heard.clear()
                found.append(_see(site, context, page, axe, visit, console, judged[id(visit)]))
        context.close()
    return found


class _Console:
    """What the browser complains about, of what it loads for a page and of what runs there.

    That a page itself answers no is a complaint too, but no fault: tests of statuses are the judge of that.
    """

    def __init__(self) -> None:
        self.heard: list[str] = []

    def hear(self, message: ConsoleMessage) -> None:
        of_itself = message.location["url"] == message.page.url if message.page else False
        if message.type in ("error", "warning") and not (of_itself and "Failed to load" in message.text):
            self.heard.append(f"{message.text} {message.location['url']}")


@dataclass(frozen=True)
class Judged:
    """How axe judges one visit."""

    themes: Sequence[str] = ("light", "dark")
    contrast: bool = True


def judged_how(pages: Sequence[Visit]) -> list[Judged]:
    """The readers of one page take turns: by day, at night; its contrast is judged for the first of them alone.

    Axe is nearly all that a crawl costs, and contrast nearly all that axe does. `--long` has each visit judged by
    every rule in both themes.
    """
    if os.environ.get("MEADOW_TIER", "usual") != "usual":
        return [Judged()] * len(pages)
    often: Counter[str] = Counter()
    turns = []
    for visit in pages:
        name = f"{visit.endpoint}{visit.values.get('path', '')}"
        theme = ("light", "dark")[(zlib.crc32(name.encode()) + often[name]) % 2]
        turns.append(Judged((theme,), contrast=not often[name]))
        often[name] += 1
    return turns


def _see(
    site: Site,
    context: BrowserContext,
    page: Page,
    axe: Axe,
    visit: Visit,
    console: _Console,
    judged: Judged,
) -> Seen:
    seen = Seen(visit, _address(site, visit))
    _speak(context, site, "zh")
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    seen.status = _open(page, site, seen.address, visit)
    seen.texts = list(page.evaluate(TEXTS))
    if "light" in judged.themes:
        seen.axe["light"] = violations(axe, page, contrast=judged.contrast)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.evaluate(_AT_REST)
    if "dark" in judged.themes:
        only = BY_THEME_AND_WIDTH if "light" in judged.themes else ()
        seen.axe["dark"] = violations(axe, page, only=only, contrast=judged.contrast)
    seen.widest = int(page.evaluate("document.documentElement.scrollWidth"))
    seen.is_dark = bool(page.evaluate("document.documentElement.classList.contains('dark')"))
    seen.console = list(console.heard)
    pictures = os.environ.get("CRAWL_PICTURES")
    if pictures:
        _take_pictures(page, Path(pictures), visit)
    return seen


def _open(page: Page, site: Site, address: str, visit: Visit) -> int:
    if visit.form is None:
        answer = page.goto(site.address + address, wait_until="load")
        assert answer is not None
        return answer.status
    page.goto(site.address + "/healthz")
    with page.expect_navigation() as navigation:
        page.evaluate(_POST, [site.address + address, visit.form])
    return navigation.value.status


_POST = """([address, values]) => {
    const form = document.createElement("form");
    form.method = "post";
    form.action = address;
    for (const [name, value] of Object.entries(values)) {
        const field = document.createElement("input");
        field.name = name;
        field.value = value;
        form.append(field);
    }
    document.body.append(form);
    form.submit();
}"""


_AT_REST = """async () => {
    if (!document.adoptedStyleSheets.length) {  // a change of theme would otherwise be seen half-way
        const still = new CSSStyleSheet();
        still.replaceSync("*, ::before, ::after { transition: none !important; animation: none !important; }");
        document.adoptedStyleSheets = [still];
    }
    const drawn = () => new Promise((done) => requestAnimationFrame(done));
    for (let moving = [1], looks = 0; moving.length && looks < 40; looks += 1) {  // an end can be a beginning
        await drawn();
        moving = document.getAnimations();
        for (const one of moving) one.finish();
    }
}"""
_RUN_AXE = "async (only) => (await axe.run(document, {resultTypes: ['violations'], ...only})).violations"

BY_THEME_AND_WIDTH = (
    "color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable", "meta-viewport",
    "button-name", "link-name", "label", "empty-heading", "css-orientation-lock",
)  # fmt: skip
"""What a theme or a width can change; all else was judged on the desk and is the same page."""


def violations(axe: Axe, page: Page, *, only: Sequence[str] = (), contrast: bool = True) -> list[str]:
    """What axe finds wrong with a page as it stands, by all of its rules or by some."""
    page.evaluate(_AT_REST)
    page.evaluate("(script) => { if (!window.axe) (0, eval)(script); }", axe.axe_script)
    options: dict[str, Any] = {"runOnly": {"type": "rule", "values": list(only)}} if only else {}
    if not contrast:
        options["rules"] = {"color-contrast": {"enabled": False}}
    return [
        f"{violation['id']}: {node['target']} {node['html'][:160]} {_why(node)}"
        for violation in page.evaluate(_RUN_AXE, options)
        for node in violation["nodes"][:3]
    ]


def _why(node: Mapping[str, Any]) -> str:
    checks = [*node.get("any", ()), *node.get("all", ()), *node.get("none", ())]
    return re.sub(r"\s+", " ", checks[0]["message"])[:200] if checks else ""


def _address(site: Site, visit: Visit) -> str:
    values = {name: site.world.ids.get(value, value) for name, value in visit.values.items()}
    with site.app.test_request_context():
        return url_for(visit.endpoint, **values) if visit.endpoint else visit.values["path"]


def context_of(site: Site, browser: Browser, who: str) -> BrowserContext:
    """A browser of its own in which somebody has signed in."""
    context = browser.new_context(viewport=DESK, locale="en-US")  # type: ignore[arg-type]
    context.set_default_timeout(15_000)
    kept: dict[str, Any] = {}
    if who in site.world.cookies_of:
        kept = {"_user_id": site.world.cookies_of[who], "_fresh": True}
    elif who in site.world.half_signed_in:
        kept = {"half_signed_in": [site.world.half_signed_in[who], int(system_clock().timestamp()) + 3600]}
    if kept:
        signer = SecureCookieSessionInterface().get_signing_serializer(site.app)
        assert signer is not None
        context.add_cookies([{"name": "meadow", "value": str(signer.dumps(kept)), "url": site.address}])
    return context


def _speak(context: BrowserContext, site: Site, language: str) -> None:
    context.add_cookies([{"name": "language", "value": language, "url": site.address}])


def _take_pictures(page: Page, folder: Path, visit: Visit) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{visit.endpoint}-{visit.who}-{'-'.join(visit.values.values())}"
    page.screenshot(path=folder / f"{name}-390-dark.png", full_page=True)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    page.evaluate(_AT_REST)
    page.screenshot(path=folder / f"{name}-1280-light.png", full_page=True)
