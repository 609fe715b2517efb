"""The life of a wish for a 发票, its kinds, and who the buyer is."""

from __future__ import annotations

from enum import StrEnum

from marketplace.base.actor import Side
from marketplace.base.lifecycle import Lifecycle, step
from marketplace.base.text import N_


class FapiaoState(StrEnum):
    """Where a wish for a 发票 stands."""

    ASKED = "asked"
    ISSUED = "issued"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    RED_DUE = "red_due"
    REVERSED = "reversed"


F = FapiaoState
BUYER = {Side.BRAND, Side.CREATOR}

FAPIAO_LIFECYCLE = Lifecycle(
    F.ASKED,
    (
        step("issue", Side.STAFF, {F.ASKED}, F.ISSUED),
        step("refuse", Side.STAFF, {F.ASKED}, F.REFUSED),
        step("withdraw", BUYER, {F.ASKED}, F.WITHDRAWN),
        # An issued 发票 is never changed: a red-letter one takes it back, and another can be asked for.
        step("ask_to_reverse", BUYER, {F.ISSUED}, F.RED_DUE),
        step("credit", Side.SYSTEM, {F.ISSUED}, F.RED_DUE),
        step("reverse", Side.STAFF, {F.ISSUED, F.RED_DUE}, F.REVERSED),
    ),
)

LIVE = frozenset({F.ASKED, F.ISSUED, F.RED_DUE})
"""States in which a wish keeps its invoices from being asked for again."""

WAITING = frozenset({F.ASKED, F.RED_DUE})
"""States in which staff have to do something."""


class FapiaoKind(StrEnum):
    """Which 发票 a buyer wants."""

    ORDINARY = "ordinary"
    SPECIAL = "special"


class Buyer(StrEnum):
    """Whom a 发票 is made out to."""

    COMPANY = "company"
    PERSON = "person"


LABELS: dict[StrEnum, str] = {
    F.ASKED: N_("To be issued"),
    F.ISSUED: N_("Issued"),
    F.REFUSED: N_("Refused"),
    F.WITHDRAWN: N_("Withdrawn"),
    F.RED_DUE: N_("To be reversed (红冲)"),
    F.REVERSED: N_("Reversed (红冲)"),
    FapiaoKind.ORDINARY: N_("Ordinary 发票 (普票)"),
    FapiaoKind.SPECIAL: N_("Special VAT 发票 (专票)"),
    Buyer.COMPANY: N_("A company or organisation"),
    Buyer.PERSON: N_("A person"),
}

TONES: dict[StrEnum, str] = {
    F.ASKED: "info",
    F.ISSUED: "success",
    F.REFUSED: "danger",
    F.RED_DUE: "warning",
}
