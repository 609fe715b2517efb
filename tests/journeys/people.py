"""People with a browser each, who read their mail, follow links, and press what the page says."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
import pyotp
from playwright.sync_api import Browser, BrowserContext, Page, expect
from playwright.sync_api import Error as PlaywrightError

from marketplace.local.stack import Stack
from tests.journeys.words import Say

PASSWORD = "seven quiet herons"
PATIENCE = 240.0
"""Seconds that something in the background may take on a slow machine that has other tests to run."""


@dataclass
class Somebody:
    """One person in one browser, who reads the site in one language."""

    stack: Stack
    context: BrowserContext
    page: Page
    say: Say
    email: str
    totp_secret: str | None = None
    _used_codes: set[str] = field(default_factory=set)

    def visit(self, path: str) -> None:
        """Goes to a page of the site and expects it to be there."""
        answer = self.page.goto(self.stack.site.rstrip("/") + path)
        assert answer is not None
        assert answer.ok, f"{path} answered {answer.status}"

    def fill(self, **values: Any) -> None:
        """Fills fields by their names: text, a choice, or True for a box to tick."""
        for name, value in values.items():
            found = self.page.locator(f"[name='{name}']:visible")
            kind = found.first.evaluate("element => element.type")
            if kind == "radio":
                self.page.locator(f"[name='{name}'][value='{value}']").check()
            elif kind == "checkbox":
                boxes = [value] if isinstance(value, (str, bool)) else value
                for box in boxes:
                    (found if box is True else self.page.locator(f"[name='{name}'][value='{box}']")).first.check()
            elif kind.startswith("select"):
                found.first.select_option(value)
            else:
                found.first.fill(str(value))

    def press(self, text: str, *, nth: int = 0, **values: object) -> None:
        """Presses the button or follows the link that says this, and answers a question that may come first."""
        words = self.say(text, **values)
        named = re.compile(rf"^\s*{re.escape(words)}\s*$")
        main = self.page.locator("main")  # not the sidebar, where a line may say the same
        there = main.get_by_role("button", name=named).or_(main.get_by_role("link", name=named))
        self._then_new_page(lambda: there.nth(nth).click())

    def agree(self, text: str, *, confirm: str | None = None, **values: object) -> None:
        """Presses a button that asks a question first, and says yes."""
        self.press(text, **values)
        asked = self.page.locator("dialog[open]")
        yes = asked.get_by_role("button", name=self.say(confirm) if confirm else self.say(text, **values)).last
        self._then_new_page(yes.click)

    def sees(self, text: str, **values: object) -> None:
        """Reads a text of the site on the page."""
        expect(self.page.get_by_text(self.say(text, **values)).first).to_be_visible()

    def reads(self, words: str) -> None:
        """Reads words as they are."""
        expect(self.page.get_by_text(words).first).to_be_visible()

    def waits_for(self, text: str, **values: object) -> None:
        """Loads the page again until it says something that the background has to do first."""
        words = self.say(text, **values)
        until(lambda: words in self._fresh(), f"{words!r} on {self.page.url}")

    def links_in_mail(self, needle: str) -> list[str]:
        """The addresses in this person's mails that contain something, newest first."""
        answer = httpx.get(f"{self.stack.address('mail')}/api/messages", params={"to": self.email}, trust_env=False)
        return [link for mail in answer.json()["messages"] for link in mail["links"] if needle in link]

    def follow_mail(self, needle: str) -> None:
        """Waits for a mail with a link, and follows it."""
        until(lambda: bool(self.links_in_mail(needle)), f"a mail to {self.email} with {needle}")
        self.page.goto(self.links_in_mail(needle)[0])

    def code(self) -> str:
        """A code of the authenticator app that was not used yet; waits for the next one if need be."""
        assert self.totp_secret
        app = pyotp.TOTP(self.totp_secret)
        until(lambda: app.now() not in self._used_codes, "the next code")
        self._used_codes.add(app.now())
        return app.now()

    def sign_in(self, password: str = PASSWORD) -> None:
        """Signs in, with a code where one is asked for."""
        self.visit("/sign-in")
        self.fill(email=self.email, password=password)
        self.press("Sign in", nth=-1)
        if self.totp_secret and "/sign-in/code" in self.page.url:
            self.fill(code=self.code())
            self.press("Sign in", nth=-1)

    def advance_clock(self, days: int) -> None:
        """Moves the demo's clock by its button in the top bar."""
        self.page.locator("summary[data-size='sm']").first.click()
        self._then_new_page(self.page.locator(f"button[name='days'][value='{days}']").click)

    def _then_new_page(self, click: Callable[[], None]) -> None:
        """Clicks, and waits until the answer is there: another page, or a question on this one."""
        self.page.evaluate("window.before = true")
        click()

        def is_answered() -> bool:
            try:
                return bool(self.page.evaluate("!window.before || document.querySelector('dialog[open]') !== null"))
            except PlaywrightError:  # between two pages
                return False

        until(is_answered, f"an answer on {self.page.url}", seconds=60)
        self.page.wait_for_load_state()

    def _fresh(self) -> str:
        self.page.reload()
        return self.page.locator("main").inner_text()


def somebody(browser: Browser, stack: Stack, say: Say, email: str, language: str = "en") -> Somebody:
    """A person with an empty browser that asks for a language."""
    locale = {"en": "en-US", "zh": "zh-CN"}[language]
    context = browser.new_context(locale=locale, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.goto(f"{stack.site}language/{language}")  # chosen on the site: it outweighs what an account was made with
    return Somebody(stack, context, page, say, email)


def until(true: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
    """Waits until something is true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"waited {seconds:.0f} s for {what}"
        time.sleep(0.2)
