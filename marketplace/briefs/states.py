"""The life of a brief, and the kinds of things a brief says."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from marketplace.base.actor import Side
from marketplace.base.lifecycle import Lifecycle, step
from marketplace.base.text import N_


class BriefState(StrEnum):
    """Where a brief stands."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    CHANGES_WANTED = "changes_wanted"
    REJECTED = "rejected"
    APPROVED = "approved"
    FUNDED = "funded"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"
    RUNNING = "running"
    WRAPPING = "wrapping"
    ARCHIVED = "archived"
    CANCELLED = "cancelled"


class Goal(StrEnum):
    """What the campaign is for."""

    AWARENESS = "awareness"
    SEEDING = "seeding"
    CONVERSION = "conversion"


class ProductTerms(StrEnum):
    """What happens with the product."""

    NONE = "none"
    LENT = "lent"
    GIVEN = "given"


class ProductCategory(StrEnum):
    """What kind of thing is advertised; some claims are forbidden for some kinds only, so the disclosure rules use these names."""

    FOOD = "food"
    HEALTH_FOOD = "health_food"
    COSMETIC = "cosmetic"
    FASHION = "fashion"
    HOME = "home"
    ELECTRONICS = "electronics"
    TRAVEL = "travel"
    GAME = "game"
    EDUCATION = "education"
    BOOK = "book"
    MEDIA = "media"
    ART = "art"
    PET = "pet"
    PLANT = "plant"
    FINANCE = "finance"
    AESTHETIC = "aesthetic"
    MEDICAL_DEVICE = "medical_device"
    MEDICAL_SERVICE = "medical_service"
    DRUG = "drug"
    OTHER = "other"


class Mode(StrEnum):
    """How creators come to a campaign."""

    CALL = "call"


S = BriefState

BRIEF_LIFECYCLE = Lifecycle(
    S.DRAFT,
    (
        step("submit", Side.BRAND, {S.DRAFT, S.CHANGES_WANTED}, S.IN_REVIEW),
        step("ask_for_changes", Side.STAFF, {S.IN_REVIEW}, S.CHANGES_WANTED),
        step("reject", Side.STAFF, {S.IN_REVIEW}, S.REJECTED),
        step("approve", Side.STAFF, {S.IN_REVIEW}, S.APPROVED),
        step("fund", Side.BRAND, {S.APPROVED}, S.FUNDED),
        step("open", Side.BRAND, {S.FUNDED}, S.OPEN),
        step("pause", Side.BRAND, {S.OPEN}, S.PAUSED),
        step("resume", Side.BRAND, {S.PAUSED}, S.OPEN),
        step("close", Side.BRAND, {S.OPEN, S.PAUSED}, S.CLOSED),
        step("close_on_time", Side.SYSTEM, {S.OPEN, S.PAUSED}, S.CLOSED, after="apply_by"),
        step("fill", Side.SYSTEM, {S.OPEN, S.PAUSED}, S.CLOSED),
        step("run", Side.SYSTEM, {S.CLOSED}, S.RUNNING),
        step("run_dry", Side.SYSTEM, {S.CLOSED}, S.WRAPPING, after="decide_by"),
        step("wrap", Side.SYSTEM, {S.CLOSED, S.RUNNING}, S.WRAPPING),
        step("archive", Side.SYSTEM, {S.WRAPPING}, S.ARCHIVED, after="report_by"),
        step(
            "cancel",
            Side.BRAND,
            {S.DRAFT, S.IN_REVIEW, S.CHANGES_WANTED, S.APPROVED, S.FUNDED, S.OPEN, S.PAUSED, S.CLOSED},
            S.CANCELLED,
        ),
    ),
    clocks={
        "apply_by": timedelta(days=14),
        "decide_by": timedelta(days=7),
        "report_by": timedelta(days=21),
    },
)

EDITABLE = frozenset({S.DRAFT, S.CHANGES_WANTED})
"""States in which the brand may still change what the brief says."""

PUBLIC = frozenset({S.OPEN, S.PAUSED, S.CLOSED, S.RUNNING, S.WRAPPING, S.ARCHIVED})
"""States in which every creator may read the brief; while it is paused too, since applicants wait for an answer."""

UNFUNDED = frozenset({S.DRAFT, S.IN_REVIEW, S.CHANGES_WANTED, S.REJECTED, S.APPROVED})
"""States in which nothing was set aside for the brief yet."""

LABELS: dict[StrEnum, str] = {
    S.DRAFT: N_("Being written"),
    S.IN_REVIEW: N_("In review"),
    S.CHANGES_WANTED: N_("Changes wanted"),
    S.REJECTED: N_("Rejected"),
    S.APPROVED: N_("Approved, not funded"),
    S.FUNDED: N_("Funded"),
    S.OPEN: N_("Open for applications"),
    S.PAUSED: N_("Paused"),
    S.CLOSED: N_("Closed"),
    S.RUNNING: N_("Running"),
    S.WRAPPING: N_("Wrapping up"),
    S.ARCHIVED: N_("Archived"),
    S.CANCELLED: N_("Cancelled"),
    Goal.AWARENESS: N_("Awareness"),
    Goal.SEEDING: N_("Seeding"),
    Goal.CONVERSION: N_("Conversion"),
    ProductTerms.NONE: N_("No product is sent"),
    ProductTerms.LENT: N_("Lent and returned"),
    ProductTerms.GIVEN: N_("Given to keep"),
    Mode.CALL: N_("Open call"),
    ProductCategory.FOOD: N_("Food and drink"),
    ProductCategory.HEALTH_FOOD: N_("Food supplements"),
    ProductCategory.COSMETIC: N_("Cosmetics and care"),
    ProductCategory.FASHION: N_("Fashion and jewellery"),
    ProductCategory.HOME: N_("Home and household"),
    ProductCategory.ELECTRONICS: N_("Electronics"),
    ProductCategory.TRAVEL: N_("Travel and leisure"),
    ProductCategory.GAME: N_("Games"),
    ProductCategory.EDUCATION: N_("Courses and training"),
    ProductCategory.BOOK: N_("Books"),
    ProductCategory.MEDIA: N_("Film, music and media"),
    ProductCategory.ART: N_("Art"),
    ProductCategory.PET: N_("Pets"),
    ProductCategory.PLANT: N_("Plants and garden"),
    ProductCategory.FINANCE: N_("Money and insurance"),
    ProductCategory.AESTHETIC: N_("Aesthetic treatments"),
    ProductCategory.MEDICAL_DEVICE: N_("Medical devices"),
    ProductCategory.MEDICAL_SERVICE: N_("Medical services"),
    ProductCategory.DRUG: N_("Medicines"),
    ProductCategory.OTHER: N_("Something else"),
}

TONES: dict[StrEnum, str] = {
    S.IN_REVIEW: "info",
    S.CHANGES_WANTED: "warning",
    S.REJECTED: "danger",
    S.APPROVED: "info",
    S.FUNDED: "info",
    S.OPEN: "success",
    S.PAUSED: "warning",
    S.RUNNING: "success",
    S.CANCELLED: "danger",
}
