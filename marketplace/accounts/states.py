"""Kinds of people, the life of a brand's verification, and the words shown for both."""

from __future__ import annotations

from enum import StrEnum

from marketplace.base.actor import BrandRole, Duty, Side
from marketplace.base.lifecycle import Lifecycle, step
from marketplace.base.text import N_


class PersonKind(StrEnum):
    """What a person is here as; never two of these at once."""

    BRAND_MEMBER = "brand_member"
    CREATOR = "creator"
    STAFF = "staff"


class BrandState(StrEnum):
    """How far we know who a brand is."""

    NEW = "new"
    IN_REVIEW = "in_review"
    VERIFIED = "verified"
    REFUSED = "refused"


class LinkPurpose(StrEnum):
    """What a link in a mail is good for."""

    CONFIRM_EMAIL = "confirm_email"
    RESET_PASSWORD = "reset_password"  # noqa: S105 a purpose, not a password


B = BrandState

BRAND_LIFECYCLE = Lifecycle(
    B.NEW,
    (
        #    verb      who         from                  to
        step("submit", Side.BRAND, {B.NEW, B.REFUSED}, B.IN_REVIEW),
        step("verify", Side.STAFF, {B.IN_REVIEW}, B.VERIFIED),
        step("refuse", Side.STAFF, {B.IN_REVIEW}, B.REFUSED),
    ),
)

LABELS: dict[StrEnum, str] = {
    B.NEW: N_("Not verified yet"),
    B.IN_REVIEW: N_("Being verified"),
    B.VERIFIED: N_("Verified"),
    B.REFUSED: N_("Verification refused"),
    PersonKind.BRAND_MEMBER: N_("Brand member"),
    PersonKind.CREATOR: N_("Creator"),
    PersonKind.STAFF: N_("Staff"),
}

TONES: dict[StrEnum, str] = {
    B.NEW: "neutral",
    B.IN_REVIEW: "info",
    B.VERIFIED: "success",
    B.REFUSED: "danger",
}

ROLE_LABELS: dict[BrandRole, str] = {
    BrandRole.OWNER: N_("Owner"),
    BrandRole.MANAGER: N_("Campaign manager"),
    BrandRole.REVIEWER: N_("Reviewer"),
    BrandRole.FINANCE: N_("Finance"),
}

ROLE_HINTS: dict[BrandRole, str] = {
    BrandRole.OWNER: N_("May do everything, and decides who else may do what."),
    BrandRole.MANAGER: N_("Writes briefs, books creators."),
    BrandRole.REVIEWER: N_("Reviews drafts."),
    BrandRole.FINANCE: N_("Tops up the wallet, sees invoices."),
}

DUTY_LABELS: dict[Duty, str] = {
    Duty.OPERATIONS: N_("Operations"),
    Duty.TRUST: N_("Trust"),
    Duty.FINANCE: N_("Finance"),
}

MOVE_LABELS: dict[str, str] = {
    "submit": N_("Sent for verification"),
    "verify": N_("Verified by the platform"),
    "refuse": N_("Verification refused"),
}

LANGUAGES: dict[str, str] = {"en": "English", "zh": "简体中文", "zh_Hant": "繁體中文"}
