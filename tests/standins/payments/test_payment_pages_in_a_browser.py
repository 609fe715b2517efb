"""The pages for payers and creators in a real browser: both languages, both themes, on a telephone."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.dev.browser import find_browser
from tests.standins.payments.program import Standin

pytestmark = pytest.mark.journey

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


class _Brand(BaseHTTPRequestHandler):
    """Where the pages lead back to: another site, as in life."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<title>back at the brand's</title>")

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def brand() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), _Brand) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(params=[("en-GB", "light"), ("zh-CN", "dark")], ids=["english light", "chinese dark"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    locale, theme = request.param
    context = browser.new_context(locale=locale, color_scheme=theme, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.set_default_timeout(10_000)
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if "Security Policy" in said.text else None)
    yield page
    assert complaints == []
    context.close()


def looks_right(page: Page) -> None:
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_brand_pays_after_a_declined_card(page: Page, standin: Standin, brand: str) -> None:
    session = standin.session(
        123_450, "cny", success_url=f"{brand}/paid?session={{CHECKOUT_SESSION_ID}}", cancel_url=f"{brand}/cancelled"
    )
    page.goto(session.url)
    looks_right(page)
    page.get_by_role("radio").nth(1).check()
    page.get_by_role("button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    looks_right(page)
    page.get_by_role("radio").first.check()
    page.get_by_role("button").click()
    page.wait_for_url(f"{brand}/paid?session={session.id}")
    page.goto(session.url)
    looks_right(page)
    expect(page.get_by_role("button")).to_have_count(0)
    assert standin.client().v1.checkout.sessions.retrieve(session.id).payment_status == "paid"


def test_a_brand_turns_back_and_pays_nothing(page: Page, standin: Standin, brand: str) -> None:
    session = standin.session(cancel_url=f"{brand}/cancelled")
    page.goto(session.url)
    page.get_by_role("link").last.click()
    page.wait_for_url(f"{brand}/cancelled")
    assert standin.client().v1.checkout.sessions.retrieve(session.id).status == "open"


def test_a_creator_gets_ready_to_be_paid(page: Page, standin: Standin, brand: str) -> None:
    account = standin.account(display_name="Maya 青野" * 6).id
    flow: Any = {"refresh_url": f"{brand}/again", "return_url": f"{brand}/earnings"}
    link = standin.client().v2.core.account_links.create(
        {"account": account, "use_case": {"type": "account_onboarding", "account_onboarding": flow}}
    )
    page.goto(link.url)
    looks_right(page)
    page.reload()
    page.get_by_role("button").first.click()
    page.wait_for_url(f"{brand}/earnings")
    found: Any = standin.client().v2.core.accounts.retrieve(account, {"include": ["configuration.recipient"]})
    assert found.configuration.recipient.capabilities.stripe_balance.stripe_transfers.status == "active"
    page.goto(link.url)
    assert page.url == f"{brand}/again"


def test_the_overview_and_a_wrong_address_look_right(page: Page, standin: Standin) -> None:
    standin.paid_charge(50_000)
    standin.advance(days=2)
    creator = standin.ready_account()
    body: Any = {"amount": 500, "currency": "usd", "destination": creator, "transfer_group": "payout_" + "7" * 40}
    standin.client().v1.transfers.create(body)
    page.goto(standin.url)
    looks_right(page)
    expect(page.get_by_text("payout_7777").first).to_be_visible()
    page.goto(standin.url + "/pay/nothing")
    looks_right(page)
