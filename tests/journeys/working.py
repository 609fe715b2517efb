"""The steps from the accepted offer to the payout, each as its people do them."""

from __future__ import annotations

import re
from typing import Any

import httpx

from marketplace.local.stack import Stack
from tests.journeys.booking import (
    PLATFORM,
    Cast,
    brand_books,
    brand_signs_up,
    brand_tops_up,
    brand_writes_a_brief,
    creator_applies,
    creator_joins,
    name_staff,
    staff_verifies,
)
from tests.journeys.people import Somebody, until

BAD = {
    "en": "Two weeks of oat lattes at home, and it froths like the real thing. My mornings are slower now.",
    "zh": "连续两周在家做燕麦拿铁，奶泡绵密得像咖啡馆里的一样，早晨也慢了下来。",
}


def creator_accepts(cast: Cast, order: str) -> None:
    cast.creator.visit(f"/orders/{order}")
    cast.creator.press("Accept the offer")


def draft_without_label_comes_back_and_the_fix_passes(cast: Cast, order: str) -> None:
    creator = cast.creator
    creator.visit(f"/orders/{order}")
    creator.fill(body=BAD[cast.language])
    creator.press("Hand in")
    creator.waits_for("Must be fixed")
    creator.press("Put the fix into a new version")
    creator.press("Hand in")
    creator.waits_for("Brand reviews")


def brand_stays_silent(cast: Cast, order: str) -> None:
    cast.brand.visit(f"/orders/{order}")
    cast.brand.advance_clock(3)
    cast.brand.advance_clock(1)
    cast.creator.visit(f"/orders/{order}")
    cast.creator.waits_for("Ready to publish")


def creator_publishes(cast: Cast, order: str) -> str:
    """Publishes the approved words; gives the post's address."""
    creator, stack = cast.creator, cast.creator.stack
    work = creator.page.locator("article").first
    body = work.locator("p").first.inner_text()
    tags = re.findall(r"#(\S+)", work.locator("p").last.inner_text()) if work.locator("p").count() > 1 else []
    answer = httpx.post(
        f"{stack.address('platforms')}/api/posts",
        json={
            "platform": PLATFORM[cast.language],
            "handle": cast.handle,
            "title": work.locator("h3").inner_text() if work.locator("h3").count() else "",
            "body": body,
            "hashtags": tags,
            "native_label": True,
        },
        headers={"Authorization": f"Bearer {stack.environment['PLATFORMS_API_KEY']}"},
        trust_env=False,
    )
    answer.raise_for_status()
    creator.fill(url=answer.json()["url"])
    creator.press("Check the post")
    creator.waits_for("Waiting for confirmation")
    return str(answer.json()["url"])


def a_removed_label_is_shown_to_both_sides_and_staff(cast: Cast, order: str, post: str) -> None:
    stack = cast.creator.stack
    answer = httpx.patch(
        f"{stack.address('platforms')}/api/posts",
        params={"url": post},
        json={"body": BAD[cast.language], "native_label": False},
        headers={"Authorization": f"Bearer {stack.environment['PLATFORMS_API_KEY']}"},
        trust_env=False,
    )
    answer.raise_for_status()
    for each in (cast.creator, cast.brand, cast.trust):
        each.visit(f"/orders/{order}")
        assert each.say("The advertising label is missing") not in each.page.locator("main").inner_text()
    cast.brand.advance_clock(1)
    for each in (cast.creator, cast.brand, cast.trust):
        each.visit(f"/orders/{order}")
        each.waits_for("The advertising label is missing")
    cast.creator.follow_mail(f"/orders/{order}")
    cast.brand.follow_mail(f"/orders/{order}")


def brand_stays_silent_again_and_the_fee_is_earned(cast: Cast, order: str) -> None:
    cast.brand.visit(f"/orders/{order}")
    cast.brand.advance_clock(3)
    cast.brand.advance_clock(1)
    cast.creator.visit(f"/orders/{order}")
    cast.creator.waits_for("Settled, post kept")


def creator_sets_up_payouts(cast: Cast) -> None:
    creator = cast.creator
    creator.visit("/earnings")
    creator.reads("$285.00")
    creator.press("Set up payouts")
    creator.page.get_by_role("button", name="Finish").click()
    creator.page.wait_for_url("**/earnings**")


def finance_pays(cast: Cast) -> str:
    maker, signer = cast.maker, cast.signer

    def queued() -> bool:
        maker.visit("/staff/payouts")
        return maker.page.get_by_role("button", name=re.compile("Look at a batch")).count() > 0

    until(queued, "a payout that waits for a batch", seconds=300)
    maker.page.get_by_role("button", name=re.compile("Look at a batch")).first.click()
    maker.press("Make the batch")
    batch = maker.page.url
    signer.page.goto(batch)
    signer.fill(code=signer.code())
    signer.press("Sign and send")
    until(lambda: _batch_is_done(signer, batch), "the transfer", seconds=300)
    return batch


def _batch_is_done(signer: Somebody, batch: str) -> bool:
    signer.page.goto(batch)
    return signer.page.locator("main").get_by_text("In the creator's Stripe balance").count() > 0 or (
        "Sent" in signer.page.locator("main").inner_text()
    )


def transfers_at(stack: Stack) -> list[dict[str, Any]]:
    key = stack.environment["STRIPE_API_KEY"]
    answer = httpx.get(
        f"{stack.address('payments')}/v1/transfers", headers={"Authorization": f"Bearer {key}"}, trust_env=False
    )
    found: list[dict[str, Any]] = answer.json()["data"]
    return found


def up_to_the_accepted_draft(stack: Stack, cast: Cast) -> str:
    name_staff(stack, cast.trust, "trust", "operations")
    brand_signs_up(cast)
    staff_verifies(cast)
    brand_tops_up(cast)
    brief = brand_writes_a_brief(cast)
    creator_joins(cast)
    cast.brand.visit(f"/briefs/{brief}/matches")
    cast.brand.reads("Maya")
    creator_applies(cast, brief)
    order = brand_books(cast, brief)
    creator_accepts(cast, order)
    draft_without_label_comes_back_and_the_fix_passes(cast, order)
    return order
