"""The stand-ins' pages in a real browser: both languages, both themes, on a telephone."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from marketplace.gateways.mail.protocol import Message
from marketplace.gateways.mail.smtp import SmtpMail
from tests.dev.browser import find_browser
from tests.programs import Program, running_mail

pytestmark = pytest.mark.journey

LETTER = Message("maya@example.com", "确认邮箱 · confirm", "Please confirm.\nhttps://m.example/c", "<p>Confirm</p>")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


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


def follow(way: Locator) -> None:
    """Presses what leads to a page, and waits until that page is there."""
    with way.page.expect_navigation():
        way.click()


def test_a_creator_publishes_takes_the_label_off_and_deletes(page: Page, platforms_program: Program) -> None:
    handle = page.evaluate("navigator.language").lower().replace("-", "_")
    page.goto(platforms_program.url)
    looks_right(page)
    page.locator("#platform").select_option("xiaohongshu")
    page.locator("#handle").fill(handle)
    follow(page.locator("form .main"))
    looks_right(page)
    follow(page.locator("a.main"))
    looks_right(page)
    follow(page.locator("form .main"))
    expect(page.get_by_role("alert")).to_be_visible()
    looks_right(page)
    page.locator("#title").fill("达拉斯甜品店")
    page.locator("#body").fill("芋泥蛋糕\n" + "very-long-word" * 20)
    page.locator("#hashtags").fill("#甜品 #dallas")
    page.locator("#links").fill("https://shop.example/" + "a" * 80)
    page.locator("[name=native_label]").check()
    page.locator("[name=ai_mark]").check()
    follow(page.locator("form .main"))
    expect(page.locator("article .label")).to_have_count(2)
    looks_right(page)
    follow(page.locator("article a.button").first)
    page.locator("[name=native_label]").uncheck()
    follow(page.locator("form .main"))
    expect(page.locator("article .label")).to_have_count(1)
    looks_right(page)
    follow(page.locator("a.danger"))
    looks_right(page)
    follow(page.locator("button.danger"))
    expect(page.locator("main li")).to_have_count(0)
    follow(page.locator("main a.button").first)
    page.locator("#bio").fill("code 7F3K")
    looks_right(page)
    follow(page.locator("form .main"))
    expect(page.get_by_text("code 7F3K")).to_be_visible()
    page.goto(platforms_program.url + "/tiktok/nobody")
    looks_right(page)


@pytest.fixture(scope="module")
def filled_outbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    for program in running_mail(tmp_path_factory.mktemp("mail")):
        SmtpMail(f"smtp://127.0.0.1:{program.smtp_port}", sender="hello@meadow.example").send(LETTER)
        yield program


def test_a_person_opens_a_letter_and_its_link(page: Page, filled_outbox: Program) -> None:
    page.goto(filled_outbox.url)
    looks_right(page)
    follow(page.locator("main li a").first)
    assert page.locator(".body a").get_attribute("href") == "https://m.example/c"
    expect(page.frame_locator("iframe").get_by_text("Confirm")).to_be_visible()
    page.locator("summary").click()
    looks_right(page)
    page.goto(filled_outbox.url + "/?to=nobody@example.com")
    looks_right(page)
