"""The payout console under somebody's hands: keys move through the list, a row opens beside it and goes away again."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.journeys.crawling import Site, context_of, violations

LIST = "/staff/payouts?state=all"


def focused(page: Page) -> str | None:
    """Where the link that has the focus leads."""
    found: str | None = page.evaluate("document.activeElement?.getAttribute('href')")
    return found


def test_a_payout_is_chosen_opened_and_left_by_keys_alone(site: Site, browser: Browser) -> None:
    context = context_of(site, browser, "ines")
    page = context.new_page()
    page.goto(site.address + LIST)
    first, second = (page.locator("[data-behaviour~=rows] tbody tr").nth(n).locator("a").first for n in (0, 1))
    address = second.get_attribute("href")
    for key in "jjkjx":
        page.keyboard.press(key)
    assert focused(page) == address
    expect(page.locator(".row-check:checked")).to_have_count(1)
    page.keyboard.press("Enter")
    drawer = page.locator("#drawer[open] [data-drawer-of]")
    expect(drawer).to_have_attribute("data-drawer-of", str(address))
    assert page.url == f"{site.address}{address}"
    assert violations(Axe(), page) == []
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    page.wait_for_url(site.address + LIST)
    assert focused(page) == address
    page.go_forward()
    expect(drawer).to_have_count(1)
    page.reload()
    expect(page.locator("h1")).to_be_visible()  # the same address as a page of its own
    page.go_back()
    expect(first).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("jx")
    expect(page.locator("main [role=search] input[type=search]")).to_have_value("jx")
    expect(page.locator(".row-check:checked")).to_have_count(0)
    context.close()
