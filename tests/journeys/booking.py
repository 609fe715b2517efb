"""The steps of the thread, each as its people do them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

import httpx
from playwright.sync_api import Browser

from marketplace.base.clock import system_clock
from marketplace.local.stack import Stack
from tests.journeys.people import PASSWORD, Somebody, somebody, until
from tests.journeys.words import words_in

AUDIENCE = {"en": "US", "zh": "CN"}
PLATFORM = {"en": "instagram", "zh": "xiaohongshu"}
CURRENCY = {"en": "USD", "zh": "CNY"}


@dataclass
class Cast:
    """Who takes part."""

    brand: Somebody
    creator: Somebody
    trust: Somebody
    maker: Somebody
    signer: Somebody
    language: str
    handle: str


@contextmanager
def a_cast(stack: Stack, browser: Browser, language: str) -> Iterator[Cast]:
    say = words_in(language)

    def person(name: str) -> Somebody:
        return somebody(browser, stack, say, f"{name}.{language}@example.com", language)

    cast = Cast(
        brand=person("acme"),
        creator=person("maya"),
        trust=person("ines"),
        maker=person("jun"),
        signer=person("ana"),
        language=language,
        handle=f"maya.makes.{language}",
    )
    yield cast
    for each in (cast.brand, cast.creator, cast.trust, cast.maker, cast.signer):
        each.context.close()


def name_staff(stack: Stack, person: Somebody, *duties: str) -> None:
    """The operator names a member of staff on the command line; they set up their sign-in."""
    words = [word for duty in duties for word in ("--duty", duty)]
    printed = stack.run("staff", "create", "--email", person.email, "--name", person.email.split(".")[0], *words)
    once = re.search(r"one-time password\s+(\S.*)", printed)
    key = re.search(r"authenticator key\s+(\S+)", printed)
    assert once
    assert key
    person.totp_secret = key[1]
    person.sign_in(once[1].strip())
    person.fill(password=PASSWORD, code=person.code())
    person.press("Finish and sign in")


def brand_signs_up(cast: Cast) -> None:
    brand = cast.brand
    brand.visit("/join/brand")
    brand.fill(
        brand_name=f"Acme {cast.language}",
        website="https://acme.example.com",
        country="US",
        name="Ada",
        email=brand.email,
        password=PASSWORD,
        accepts=True,
    )
    brand.press("Make the account")
    brand.follow_mail("/confirm/")
    brand.press("Yes, this is my e-mail")
    brand.sign_in()
    brand.visit("/brand")
    brand.fill(legal_name="Acme Ltd", registration_number="HRB 12345")
    brand.press("Send for verification")


def staff_verifies(cast: Cast) -> None:
    cast.trust.visit("/staff/queue")
    cast.trust.page.get_by_role("link", name=f"Acme {cast.language}").first.click()
    cast.trust.agree("Verify")


def brand_tops_up(cast: Cast) -> None:
    brand = cast.brand
    brand.visit("/wallet")
    brand.fill(currency=CURRENCY[cast.language], amount="2500")
    brand.press("Go to payment")
    brand.page.locator("button[type=submit], form button").last.click()
    brand.page.wait_for_url("**/wallet**")

    def arrived() -> bool:
        brand.visit("/wallet")
        return "2,500.00" in brand.page.locator("main").inner_text()

    until(arrived, "the top-up in the wallet")


def brand_writes_a_brief(cast: Cast) -> str:
    brand, language = cast.brand, cast.language
    now = system_clock()
    brand.visit("/briefs/new")
    brand.fill(
        title="Oat latte at home" if language == "en" else "在家做燕麦拿铁",
        goal="seeding",
        story="Show how our oat drink froths at home, in your own kitchen and in your own words."
        if language == "en"
        else "请在自家厨房展示我们的燕麦奶如何打出奶泡，用自己的话来说。",
        product_name="Nordlys oat drink",
        product_category="food",
        product_terms="none",
        audience_countries=[AUDIENCE[language]],
        languages=[language],
        platform=PLATFORM[language],
        format="photo",
        niches=["food"],
        slots="2",
        currency=CURRENCY[language],
        budget="1000",
        price_min="100",
        price_max="500",
        keywords="oat latte",
        apply_by=(now + timedelta(days=45)).strftime("%Y-%m-%dT%H:%M"),
        publish_from=now.date().isoformat(),
        publish_until=(now + timedelta(days=90)).date().isoformat(),
        retention_days="30",
        days_of_use="0",
        review_rounds="3",
    )
    brand.press("Save the draft")
    brief = re.search(r"/briefs/([0-9a-f-]{36})", brand.page.url)
    assert brief, brand.page.locator("main").inner_text()
    brand.press("Send for review")
    cast.trust.visit(f"/staff/briefs/{brief[1]}")
    cast.trust.press("Approve")
    brand.visit(f"/briefs/{brief[1]}/funding")
    brand.page.locator("main form button[type=submit]").first.click()
    brand.page.wait_for_load_state()
    brand.visit(f"/briefs/{brief[1]}")
    brand.sees("Open for applications")
    return brief[1]


def creator_joins(cast: Cast) -> None:
    creator, stack = cast.creator, cast.creator.stack
    creator.visit("/join/creator")
    creator.fill(name="Maya", email=creator.email, password=PASSWORD, country="US", adult=True, accepts=True)
    creator.page.locator("main form button[type=submit]").first.click()
    creator.follow_mail("/confirm/")
    creator.press("Yes, this is my e-mail")
    creator.sign_in()
    set_up_profile(cast)
    key = {"Authorization": f"Bearer {stack.environment['PLATFORMS_API_KEY']}"}
    answer = httpx.put(
        f"{stack.address('platforms')}/api/accounts/{PLATFORM[cast.language]}/{cast.handle}",
        json={"name": "Maya", "bio": f"Coffee and cakes {code_to_prove(cast)}", "followers": 4200},
        headers=key,
        trust_env=False,
    )
    answer.raise_for_status()
    prove_channel(cast)


def set_up_profile(cast: Cast) -> None:
    creator, language = cast.creator, cast.language
    creator.visit("/me/profile")
    creator.fill(bio="Coffee, cakes and slow mornings.", city="Dallas", niches=["food"], languages=[language])
    creator.press("Save")
    creator.visit("/me/rates")
    creator.fill(platform=PLATFORM[language], format="photo", currency=CURRENCY[language], price="300")
    creator.press("Save the price")
    creator.visit("/me/channels")
    creator.fill(platform=PLATFORM[language], handle=cast.handle)
    creator.press("Add the channel")


def code_to_prove(cast: Cast) -> str:
    found = re.search(r"meadow-[0-9A-Za-z]{8}", cast.creator.page.locator("main").inner_text())
    assert found
    return found[0]


def prove_channel(cast: Cast) -> None:
    cast.creator.press("The code is in my bio: check it")
    cast.creator.waits_for("Proved")


def creator_applies(cast: Cast, brief: str) -> None:
    creator = cast.creator
    creator.visit("/board")
    creator.visit(f"/board/{brief}")
    creator.fill(price="300", note="I make one every morning and know how to light a kitchen.")
    creator.press("Apply")


def brand_books(cast: Cast, brief: str) -> str:
    brand = cast.brand
    brand.visit(f"/briefs/{brief}/applications")
    brand.press("Shortlist")
    brand.press("Make an offer")
    brand.fill(price="300")
    brand.press("Send the offer and hold the money")
    order = re.search(r"/orders/([0-9a-f-]{36})", brand.page.url)
    assert order
    return order[1]
