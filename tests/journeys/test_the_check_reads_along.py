"""A creator types: the finding appears without a new page, one press repairs it, and the terms quote the same rule."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.journeys.crawling import Site, context_of, violations


def test_typing_shows_the_finding_the_fix_repairs_it_and_the_terms_quote_the_rule(site: Site, browser: Browser) -> None:
    context = context_of(site, browser, "maya")
    page = context.new_page()
    page.goto(f"{site.address}/orders/{site.world.ids['failed_order']}")
    page.evaluate("window.before = true")
    text, look = page.locator("textarea[name=body]"), page.locator("#look")
    text.fill("")
    text.press_sequentially("Not an ad: oat lattes at home, and they froth like the real thing. 🥛")
    expect(look.locator("mark")).to_have_text("Not an ad")
    rule = look.locator("summary code").first.inner_text()
    expect(text).to_have_value("Not an ad: oat lattes at home, and they froth like the real thing. 🥛")
    expect(text).to_be_focused()
    assert violations(Axe(), page) == []
    look.locator("button[value=fix]").click()
    expect(page.locator("#draft-editor [autofocus]")).to_be_focused()
    expect(text).to_have_value("#ad oat lattes at home, and they froth like the real thing. 🥛")
    expect(look.locator("mark")).to_have_count(0)
    page.locator("button[value=undo]").click()
    expect(text).to_have_value("Not an ad: oat lattes at home, and they froth like the real thing. 🥛")
    expect(look.locator("mark")).to_have_text("Not an ad")
    assert page.evaluate("window.before"), "the page was loaded anew"
    agreed = page.locator("main").filter(has=page.locator("details code", has_text=rule))
    expect(agreed.locator("blockquote, cite").first).to_be_attached()
    expect(page.locator("details:not(.finding) code", has_text=rule).first).to_be_attached()
    context.close()
