"""The one sentence on top of an order: who must act, by when, what happens if not, and what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from marketplace.base.actor import Side
from marketplace.base.money import Money
from marketplace.base.text import N_, Sentence
from marketplace.orders.states import OrderState

S = OrderState


@dataclass(frozen=True)
class Row:
    """What is said of a state: whose turn it is, what they must do, and what silence does."""

    whose: Side | None
    does: str
    otherwise: str | None = None
    cost: str | None = None


ROWS: Mapping[OrderState, Row] = {
    S.OFFERED: Row(
        Side.CREATOR,
        N_("%(creator)s reads the offer and accepts or declines it."),
        N_("Without an answer the offer expires."),
        N_("%(held)s is held meanwhile and goes back to the brief."),
    ),
    S.AWAIT_PRODUCT: Row(
        Side.BRAND,
        N_("%(brand)s sends the product and enters the tracking number."),
        N_("Without it %(creator)s may leave, and the order ends by itself after 30 days."),
        N_("The creator then keeps %(early)s of the price."),
    ),
    S.IN_TRANSIT: Row(
        Side.CREATOR,
        N_("%(creator)s confirms that the product has arrived."),
        N_("Without a word it counts as received."),
    ),
    S.IN_USE: Row(
        Side.CREATOR,
        N_("%(creator)s uses the product: nobody may recommend what they have not used."),
        N_("After the agreed days of use writing begins."),
    ),
    S.OUTLINE_DUE: Row(
        Side.CREATOR,
        N_("%(creator)s hands in an outline."),
        N_("A week after that day the order is cancelled."),
        N_("%(held)s goes back to the brief."),
    ),
    S.OUTLINE_REVIEW: Row(Side.BRAND, N_("%(brand)s reads the outline."), N_("Silence counts as agreement.")),
    S.DRAFT_DUE: Row(
        Side.CREATOR,
        N_("%(creator)s hands in the draft."),
        N_("Two days after that %(brand)s may cancel; a week after, the order is cancelled."),
        N_("%(held)s goes back to the brief."),
    ),
    S.COMPLIANCE_CHECK: Row(
        None,
        N_(
            "The draft is being checked for the advertising label the law asks for. This takes a minute; a person needs up to a day."
        ),
    ),
    S.BRAND_REVIEW: Row(
        Side.BRAND,
        N_("%(brand)s approves the draft or asks for changes; %(rounds)s rounds are left."),
        N_("Silence approves."),
        N_("Every late hour is on the brand's public record."),
    ),
    S.REVISION_DUE: Row(
        Side.CREATOR,
        N_("%(creator)s hands in the next version."),
        N_("Two days after that %(brand)s may cancel; a week after, the order is cancelled."),
        N_("%(held)s goes back to the brief."),
    ),
    S.APPROVED: Row(
        Side.CREATOR,
        N_("%(creator)s publishes the approved draft and gives us its address."),
        N_("Two days after the window %(brand)s may cancel; a week after, the order is cancelled."),
        N_("%(held)s goes back to the brief."),
    ),
    S.LIVE_CHECK: Row(None, N_("We look at the post: account, words, label and links. This takes a few minutes.")),
    S.FIX_REQUIRED: Row(
        Side.CREATOR,
        N_("%(creator)s mends the post and asks for another look."),
        N_("Without it the order goes to our staff for a ruling."),
        N_("The money stays held until then."),
    ),
    S.ACCEPTANCE: Row(
        Side.BRAND,
        N_("%(brand)s confirms the work or objects."),
        N_("Silence confirms."),
        N_("Then %(net)s is credited to the creator."),
    ),
    S.SETTLED: Row(None, N_("The work is accepted; the money is being credited.")),
    S.RETENTION: Row(
        Side.CREATOR,
        N_("%(creator)s keeps the post online with its label."),
        N_("A post that vanishes or loses its label for two days breaks the agreement."),
        N_("%(net)s has been credited."),
    ),
    S.CANCEL_REQUESTED: Row(
        None,
        N_("The %(asker)s asks to cancel: “%(reason)s”. The other side agrees or refuses."),
        N_("Silence agrees."),
        N_("If the brand asked, the creator keeps the share that the terms name for this stage."),
    ),
    S.DISPUTED: Row(
        Side.STAFF,
        N_("Our staff read both sides and rule within five working days."),
        None,
        N_("%(held)s stays frozen; every other clock stands still."),
    ),
    S.COMPLETED: Row(None, N_("Done: the post was kept to the end.")),
    S.DECLINED: Row(None, N_("%(creator)s declined the offer. The money went back to the brief.")),
    S.EXPIRED: Row(None, N_("The offer was not answered in time. The money went back to the brief.")),
    S.CANCELLED: Row(None, N_("The order was cancelled; what was held went where the terms say.")),
    S.BREACHED: Row(None, N_("The post vanished or lost its label, and the agreement was broken.")),
}

SIDE_WORDS = {"brand": N_("brand"), "creator": N_("creator")}


@dataclass(frozen=True)
class Standing:
    """The sentence of an order at this moment, in parts."""

    does: Sentence
    whose: Side | None
    due_at: datetime | None
    otherwise: Sentence | None
    cost: Sentence | None


def standing(
    state: OrderState,
    *,
    brand: str,
    creator: str,
    held: Money,
    net: Money,
    early: Money,
    rounds_left: int,
    due_at: datetime | None,
    promised_at: datetime | None,
    asked_by: str | None,
    reason: str | None,
) -> Standing:
    """Says where an order stands. The date shown is the promise where there is one, else the end of the clock."""
    row = ROWS[state]
    values: dict[str, object] = {
        "brand": brand,
        "creator": creator,
        "held": held,
        "net": net,
        "early": early,
        "rounds": rounds_left,
        "asker": Sentence(SIDE_WORDS.get(asked_by or "", "brand")),
        "reason": reason or "–",
    }
    whose = row.whose
    if state is S.CANCEL_REQUESTED:
        whose = Side.CREATOR if asked_by == Side.BRAND.value else Side.BRAND
    return Standing(
        does=Sentence(row.does, values),
        whose=whose,
        due_at=promised_at or due_at,
        otherwise=Sentence(row.otherwise, values) if row.otherwise else None,
        cost=Sentence(row.cost, values) if row.cost else None,
    )
