"""THE lifecycle of an order: one table that drives checks, buttons, timers, history and the diagram."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Any

from marketplace.base.actor import Side
from marketplace.base.lifecycle import PREVIOUS, Choice, Lifecycle, step
from marketplace.base.text import N_


class OrderState(StrEnum):
    """Where an order stands."""

    OFFERED = "offered"
    DECLINED = "declined"
    EXPIRED = "expired"
    AWAIT_PRODUCT = "await_product"
    IN_TRANSIT = "in_transit"
    IN_USE = "in_use"
    OUTLINE_DUE = "outline_due"
    OUTLINE_REVIEW = "outline_review"
    DRAFT_DUE = "draft_due"
    COMPLIANCE_CHECK = "compliance_check"
    BRAND_REVIEW = "brand_review"
    REVISION_DUE = "revision_due"
    APPROVED = "approved"
    LIVE_CHECK = "live_check"
    FIX_REQUIRED = "fix_required"
    ACCEPTANCE = "acceptance"
    SETTLED = "settled"
    RETENTION = "retention"
    COMPLETED = "completed"
    CANCEL_REQUESTED = "cancel_requested"
    DISPUTED = "disputed"
    CANCELLED = "cancelled"
    BREACHED = "breached"


S = OrderState
_BRAND, _CREATOR, _STAFF, _SYSTEM = Side.BRAND, Side.CREATOR, Side.STAFF, Side.SYSTEM
_EITHER = (Side.BRAND, Side.CREATOR)


def _first_work_of_terms(terms: Mapping[str, Any]) -> OrderState:
    if terms.get("product_terms", "none") != "none":
        return S.AWAIT_PRODUCT
    return _writing_begins(terms)


def _writing_begins(terms: Mapping[str, Any]) -> OrderState:
    return S.OUTLINE_DUE if terms.get("outline_wanted") else S.DRAFT_DUE


def _judge_of_draft(terms: Mapping[str, Any]) -> OrderState:
    """A brand that has used up its rounds has approved what it asked for."""
    return S.APPROVED if terms.get("rounds_used", 0) >= terms.get("review_rounds", 3) else S.BRAND_REVIEW


FIRST_WORK = Choice(
    "first work of the terms", _first_work_of_terms, frozenset({S.AWAIT_PRODUCT, S.OUTLINE_DUE, S.DRAFT_DUE})
)
WRITING = Choice("outline or draft", _writing_begins, frozenset({S.OUTLINE_DUE, S.DRAFT_DUE}))
JUDGE = Choice("brand, while it has rounds left", _judge_of_draft, frozenset({S.BRAND_REVIEW, S.APPROVED}))

WORKING = frozenset(
    {
        S.AWAIT_PRODUCT, S.IN_TRANSIT, S.IN_USE, S.OUTLINE_DUE, S.OUTLINE_REVIEW, S.DRAFT_DUE, S.COMPLIANCE_CHECK,
        S.BRAND_REVIEW, S.REVISION_DUE, S.APPROVED,
    }
)  # fmt: skip
"""Accepted, and not yet public: either side may ask the other to call it off."""

ORDER_LIFECYCLE = Lifecycle(
    S.OFFERED,
    (
        #    verb                  who       from                    to                  clock
        step("accept", _CREATOR, {S.OFFERED}, FIRST_WORK),
        step("decline", _CREATOR, {S.OFFERED}, S.DECLINED),
        step("withdraw_offer", _BRAND, {S.OFFERED}, S.CANCELLED),
        step("expire", _SYSTEM, {S.OFFERED}, S.EXPIRED, after="answer_by"),
        step("ship", _BRAND, {S.AWAIT_PRODUCT}, S.IN_TRANSIT),
        step("leave_without_product", _CREATOR, {S.AWAIT_PRODUCT}, S.CANCELLED),
        step("cancel_unshipped", _SYSTEM, {S.AWAIT_PRODUCT}, S.CANCELLED, after="ship_by"),
        step("receive", _CREATOR, {S.IN_TRANSIT}, S.IN_USE),
        step("receive_silently", _SYSTEM, {S.IN_TRANSIT}, S.IN_USE, after="receive_by"),
        step("begin_writing", _CREATOR, {S.IN_USE}, WRITING),
        step("end_use", _SYSTEM, {S.IN_USE}, WRITING, after="use_until"),
        step("submit_outline", _CREATOR, {S.OUTLINE_DUE}, S.OUTLINE_REVIEW),
        step("cancel_without_outline", _SYSTEM, {S.OUTLINE_DUE}, S.CANCELLED, after="outline_lost_at"),
        step("accept_outline", _BRAND, {S.OUTLINE_REVIEW}, S.DRAFT_DUE),
        step("accept_outline_silently", _SYSTEM, {S.OUTLINE_REVIEW}, S.DRAFT_DUE, after="outline_review_by"),
        step("submit_draft", _CREATOR, {S.DRAFT_DUE, S.REVISION_DUE}, S.COMPLIANCE_CHECK),
        step("cancel_late", _BRAND, {S.DRAFT_DUE, S.REVISION_DUE, S.APPROVED}, S.CANCELLED),
        step("cancel_undelivered", _SYSTEM, {S.DRAFT_DUE}, S.CANCELLED, after="draft_lost_at"),
        step("cancel_unrevised", _SYSTEM, {S.REVISION_DUE}, S.CANCELLED, after="revision_lost_at"),
        step("pass_check", (_SYSTEM, _STAFF), {S.COMPLIANCE_CHECK}, JUDGE),
        step("fail_check", (_SYSTEM, _STAFF), {S.COMPLIANCE_CHECK}, S.REVISION_DUE),
        step("approve", _BRAND, {S.BRAND_REVIEW}, S.APPROVED),
        step("approve_silently", _SYSTEM, {S.BRAND_REVIEW}, S.APPROVED, after="review_by"),
        step("ask_for_changes", _BRAND, {S.BRAND_REVIEW}, S.REVISION_DUE),
        step("bind_post", _CREATOR, {S.APPROVED, S.FIX_REQUIRED}, S.LIVE_CHECK),
        step("cancel_unpublished", _SYSTEM, {S.APPROVED}, S.CANCELLED, after="publish_lost_at"),
        step("pass_live_check", (_SYSTEM, _STAFF), {S.LIVE_CHECK}, S.ACCEPTANCE),
        step("fail_live_check", (_SYSTEM, _STAFF), {S.LIVE_CHECK}, S.FIX_REQUIRED),
        step("dispute_unfixed", _SYSTEM, {S.FIX_REQUIRED}, S.DISPUTED, after="fix_by"),
        step("confirm", _BRAND, {S.ACCEPTANCE}, S.SETTLED),
        step("confirm_silently", _SYSTEM, {S.ACCEPTANCE}, S.SETTLED, after="confirm_by"),
        step("object", _BRAND, {S.ACCEPTANCE}, S.DISPUTED),
        step("watch", _SYSTEM, {S.SETTLED}, S.RETENTION),
        step("breach", (_SYSTEM, _STAFF), {S.RETENTION}, S.BREACHED),
        step("complete", _SYSTEM, {S.RETENTION}, S.COMPLETED, after="retained_until"),
        step("request_cancellation", _EITHER, WORKING, S.CANCEL_REQUESTED),
        step("agree_to_cancel", _EITHER, {S.CANCEL_REQUESTED}, S.CANCELLED),
        step("refuse_to_cancel", _EITHER, {S.CANCEL_REQUESTED}, PREVIOUS),
        step("cancel_by_silence", _SYSTEM, {S.CANCEL_REQUESTED}, S.CANCELLED, after="answer_cancellation_by"),
        step("withdraw_objection", _BRAND, {S.DISPUTED}, PREVIOUS),
        step("rule_for_creator", _STAFF, {S.DISPUTED}, S.SETTLED),
        step("rule_for_brand", _STAFF, {S.DISPUTED}, S.CANCELLED),
    ),
    clocks={
        "answer_by": timedelta(hours=72),
        "ship_by": timedelta(days=30),
        "receive_by": timedelta(days=10),
        "use_until": timedelta(days=0),
        "outline_lost_at": timedelta(days=10),
        "outline_review_by": timedelta(hours=48),
        "draft_lost_at": timedelta(days=12),
        "revision_lost_at": timedelta(days=9),
        "review_by": timedelta(hours=72),
        "publish_lost_at": timedelta(days=7),
        "fix_by": timedelta(hours=24),
        "confirm_by": timedelta(hours=72),
        "retained_until": timedelta(days=90),
        "answer_cancellation_by": timedelta(hours=72),
    },
)

PROMISES: Mapping[OrderState, timedelta] = {
    S.AWAIT_PRODUCT: timedelta(days=2),
    S.OUTLINE_DUE: timedelta(days=3),
    S.DRAFT_DUE: timedelta(days=5),
    S.REVISION_DUE: timedelta(hours=48),
}
"""What a side has promised; after it the order is late, and with the grace below the other side may end it."""

GRACE = timedelta(hours=48)

OPEN_STATES = frozenset(state for state in S if not ORDER_LIFECYCLE.is_final(state))
UNPAID_STATES = OPEN_STATES - {S.SETTLED, S.RETENTION}

LABELS: dict[StrEnum, str] = {
    S.OFFERED: N_("Offer sent"),
    S.DECLINED: N_("Declined"),
    S.EXPIRED: N_("Offer expired"),
    S.AWAIT_PRODUCT: N_("Waiting for the product"),
    S.IN_TRANSIT: N_("Product on its way"),
    S.IN_USE: N_("Product in use"),
    S.OUTLINE_DUE: N_("Outline due"),
    S.OUTLINE_REVIEW: N_("Outline in review"),
    S.DRAFT_DUE: N_("Draft due"),
    S.COMPLIANCE_CHECK: N_("Disclosure check"),
    S.BRAND_REVIEW: N_("Brand reviews"),
    S.REVISION_DUE: N_("Changes due"),
    S.APPROVED: N_("Ready to publish"),
    S.LIVE_CHECK: N_("Checking the post"),
    S.FIX_REQUIRED: N_("Post needs a fix"),
    S.ACCEPTANCE: N_("Waiting for confirmation"),
    S.SETTLED: N_("Settled"),
    S.RETENTION: N_("Settled, post kept"),
    S.COMPLETED: N_("Completed"),
    S.CANCEL_REQUESTED: N_("Cancellation asked"),
    S.DISPUTED: N_("Disputed"),
    S.CANCELLED: N_("Cancelled"),
    S.BREACHED: N_("Breached"),
}

TONES: dict[StrEnum, str] = {
    S.OFFERED: "info",
    S.OUTLINE_REVIEW: "info",
    S.COMPLIANCE_CHECK: "info",
    S.BRAND_REVIEW: "info",
    S.LIVE_CHECK: "info",
    S.ACCEPTANCE: "info",
    S.DRAFT_DUE: "warning",
    S.REVISION_DUE: "warning",
    S.FIX_REQUIRED: "warning",
    S.CANCEL_REQUESTED: "warning",
    S.APPROVED: "success",
    S.SETTLED: "success",
    S.RETENTION: "success",
    S.COMPLETED: "success",
    S.DISPUTED: "danger",
    S.BREACHED: "danger",
    S.CANCELLED: "danger",
}

VERBS: dict[str, str] = {
    "accept": N_("Offer accepted"),
    "decline": N_("Offer declined"),
    "withdraw_offer": N_("Offer withdrawn"),
    "expire": N_("Offer expired without an answer"),
    "ship": N_("Product sent"),
    "leave_without_product": N_("Left, because no product came"),
    "cancel_unshipped": N_("Cancelled, because no product was sent"),
    "receive": N_("Product received"),
    "receive_silently": N_("Product taken as received"),
    "begin_writing": N_("Product used"),
    "end_use": N_("Days of use are over"),
    "submit_outline": N_("Outline handed in"),
    "cancel_without_outline": N_("Cancelled, because no outline came"),
    "accept_outline": N_("Outline accepted"),
    "accept_outline_silently": N_("Outline accepted by silence"),
    "submit_draft": N_("Draft handed in"),
    "cancel_late": N_("Cancelled by the brand, because it was late"),
    "cancel_undelivered": N_("Cancelled, because no draft came"),
    "cancel_unrevised": N_("Cancelled, because no new version came"),
    "pass_check": N_("Disclosure check passed"),
    "fail_check": N_("Disclosure check failed"),
    "approve": N_("Draft approved"),
    "approve_silently": N_("Draft approved by silence"),
    "ask_for_changes": N_("Changes asked for"),
    "bind_post": N_("Post published"),
    "cancel_unpublished": N_("Cancelled, because nothing was published"),
    "pass_live_check": N_("Post checked: all there"),
    "fail_live_check": N_("Post checked: something is missing"),
    "dispute_unfixed": N_("Disputed, because the post was not fixed"),
    "confirm": N_("Work confirmed"),
    "confirm_silently": N_("Work confirmed by silence"),
    "object": N_("Brand objected"),
    "watch": N_("Money credited; the post is watched"),
    "breach": N_("The post vanished or lost its label"),
    "complete": N_("Kept to the end"),
    "request_cancellation": N_("Cancellation asked for"),
    "agree_to_cancel": N_("Cancellation agreed"),
    "refuse_to_cancel": N_("Cancellation refused"),
    "cancel_by_silence": N_("Cancelled by silence"),
    "withdraw_objection": N_("Objection withdrawn"),
    "rule_for_creator": N_("Ruled for the creator"),
    "rule_for_brand": N_("Ruled for the brand"),
}
"""What each step is called in the history of an order."""
