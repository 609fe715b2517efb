"""A post is bound to its order and looked at live, and watched as long as it must be kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM
from marketplace.drafts.actions import publishing
from marketplace.drafts.checking import text_hash, what_is_missing
from marketplace.drafts.errors import NotYourPost, WrongPlatform
from marketplace.drafts.models import Post
from marketplace.drafts.queries import post_of
from marketplace.drafts.states import Missing
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState
from tests.builders import orders as make
from tests.builders import posts


def state_of(session: Session, deal: make.Deal) -> OrderState:
    session.expire_all()
    return session.get_one(Order, deal.order_id).state


def look(work_as: Any, deal: make.Deal, *missing: Missing) -> None:
    with work_as(SYSTEM) as work:
        post = post_of(work.session, deal.order_id)
        assert post is not None
        post_id = post.id
    posts.look_at(deal, post_id, *missing)


def test_a_post_on_another_platform_or_account_cannot_be_bound(work_as: Any) -> None:
    deal = make.an_approved_order(work_as)
    with pytest.raises(WrongPlatform), work_as(deal.creator) as work:
        publishing.bind_post(work, deal.order_id, publishing.Address("tiktok", deal.handle, "https://x.example/1"))
    with pytest.raises(NotYourPost), work_as(deal.creator) as work:
        publishing.bind_post(work, deal.order_id, publishing.Address("instagram", "somebody", "https://x.example/1"))


def test_a_post_that_lacks_its_label_must_be_fixed_and_is_looked_at_again(session: Session, work_as: Any) -> None:
    deal = make.an_approved_order(work_as)
    address = publishing.Address("instagram", deal.handle, "https://x.example/1")
    with work_as(deal.creator) as work:
        publishing.bind_post(work, deal.order_id, address)
    look(work_as, deal, Missing.LABEL)
    assert state_of(session, deal) is OrderState.FIX_REQUIRED
    with work_as(deal.creator) as work:
        publishing.bind_post(work, deal.order_id, address)
    look(work_as, deal)
    assert state_of(session, deal) is OrderState.ACCEPTANCE


def test_a_kept_post_that_vanishes_for_two_days_breaks_the_agreement(
    session: Session, work_as: Any, clock: Any
) -> None:
    deal = make.a_settled_order(work_as)
    look(work_as, deal, Missing.POST)
    assert state_of(session, deal) is OrderState.RETENTION
    clock.advance(hours=49)
    look(work_as, deal, Missing.POST)
    assert state_of(session, deal) is OrderState.BREACHED


def test_a_kept_post_that_comes_back_in_time_is_forgiven(session: Session, work_as: Any, clock: Any) -> None:
    deal = make.a_settled_order(work_as)
    look(work_as, deal, Missing.LABEL)
    clock.advance(hours=20)
    look(work_as, deal)
    clock.advance(hours=49)
    look(work_as, deal, Missing.LABEL)
    assert state_of(session, deal) is OrderState.RETENTION
    assert session.query(Post).one().missing == ["label"]


def test_a_live_look_compares_words_label_account_and_ai_mark(session: Session, work_as: Any) -> None:
    terms = session.get_one(Order, make.an_approved_order(work_as).order_id).terms
    approved = text_hash("", make.GOOD_BODY, ["oatlatte"])

    def missing(live: posts.Live | None, *, handle_fits: bool = True, ai_used: bool = False) -> tuple[Missing, ...]:
        return what_is_missing(terms, live, approved_hash=approved, handle_fits=handle_fits, ai_used=ai_used)

    live = posts.Live("maya.makes")
    assert missing(live) == ()
    assert missing(replace(live, hashtags=("#oatlatte",))) == ()
    assert missing(None) == (Missing.POST,)
    assert missing(live, handle_fits=False) == (Missing.ACCOUNT,)
    assert missing(replace(live, body=make.BAD_BODY)) == (Missing.WORDS, Missing.LABEL)
    assert missing(live, ai_used=True) == (Missing.AI_MARK,)
