"""The kinds of things creators have, the lives of a profile and of an import, and the words shown for them."""

from __future__ import annotations

from enum import StrEnum

from marketplace.base.actor import Side
from marketplace.base.lifecycle import Lifecycle, step
from marketplace.base.text import N_


class Platform(StrEnum):
    """Where creators publish."""

    XIAOHONGSHU = "xiaohongshu"
    DOUYIN = "douyin"
    BILIBILI = "bilibili"
    INSTAGRAM = "instagram"
    TIKTOK = "tiktok"
    YOUTUBE = "youtube"


class Format(StrEnum):
    """What a creator makes for a price."""

    PHOTO = "photo"  # pictures with text, 图文
    VIDEO = "video"
    LIVE = "live"


class PostKind(StrEnum):
    """What a published post mainly is."""

    PHOTO = "photo"
    VIDEO = "video"


class CreatorState(StrEnum):
    """Whether brands can find a creator."""

    JOINED = "joined"
    ACTIVE = "active"
    PAUSED = "paused"


class VerifiedBy(StrEnum):
    """Why we believe that a channel is the creator's."""

    BIO_CODE = "bio_code"
    IMPORT = "import"


class ProofProblem(StrEnum):
    """Why a proof of a channel failed."""

    NO_ACCOUNT = "no_account"
    NO_CODE = "no_code"
    TAKEN = "taken"


class ImportState(StrEnum):
    """How far an import came."""

    RUNNING = "running"
    DONE = "done"
    UNDONE = "undone"


C = CreatorState

CREATOR_LIFECYCLE = Lifecycle(
    C.JOINED,
    (
        #    verb        who                          from        to
        step("activate", Side.SYSTEM, {C.JOINED}, C.ACTIVE),
        step("pause", {Side.CREATOR, Side.STAFF, Side.SYSTEM}, {C.ACTIVE}, C.PAUSED),
        step("resume", {Side.CREATOR, Side.STAFF}, {C.PAUSED}, C.ACTIVE),
    ),
)

I = ImportState  # noqa: E741 short for the table below

IMPORT_LIFECYCLE = Lifecycle(
    I.RUNNING,
    (
        step("finish", Side.SYSTEM, {I.RUNNING}, I.DONE),
        # A run that was killed stays RUNNING for ever and can be undone like a finished one.
        step("undo", Side.SYSTEM, {I.RUNNING, I.DONE}, I.UNDONE),
    ),
)

CURRENCIES = ("CNY", "USD", "EUR", "GBP", "HKD", "SGD", "JPY", "CAD", "AUD", "CHF")
"""The currencies a rate card can be written in (ISO 4217)."""

LANGUAGES = ("zh", "en", "ja", "ko", "es", "fr", "de", "pt", "it", "vi", "th", "id")
"""The languages creators publish in (ISO 639-1)."""

PROFILE_ADDRESSES: dict[Platform, str] = {
    Platform.XIAOHONGSHU: "https://www.xiaohongshu.com/user/profile/{handle}",
    Platform.DOUYIN: "https://www.douyin.com/user/{handle}",
    Platform.BILIBILI: "https://space.bilibili.com/{handle}",
    Platform.INSTAGRAM: "https://www.instagram.com/{handle}/",
    Platform.TIKTOK: "https://www.tiktok.com/@{handle}",
    Platform.YOUTUBE: "https://www.youtube.com/@{handle}",
}

PLATFORM_SOURCE = "platform"
"""The source of figures that we read from the platform ourselves."""

LABELS: dict[StrEnum, str] = {
    Platform.XIAOHONGSHU: N_("Xiaohongshu"),
    Platform.DOUYIN: N_("Douyin"),
    Platform.BILIBILI: N_("Bilibili"),
    Platform.INSTAGRAM: N_("Instagram"),
    Platform.TIKTOK: N_("TikTok"),
    Platform.YOUTUBE: N_("YouTube"),
    Format.PHOTO: N_("Photo post"),
    Format.VIDEO: N_("Video"),
    Format.LIVE: N_("Live stream"),
    PostKind.PHOTO: N_("Photo post"),
    PostKind.VIDEO: N_("Video"),
    C.JOINED: N_("Setting up"),
    C.ACTIVE: N_("Open to work"),
    C.PAUSED: N_("Paused"),
    VerifiedBy.BIO_CODE: N_("Proved by a code in the bio"),
    VerifiedBy.IMPORT: N_("Vouched for by the import"),
    ProofProblem.NO_ACCOUNT: N_("There is no such account. Remove the channel and add the right one."),
    ProofProblem.NO_CODE: N_("The code was not in the bio yet. Save it in your bio, wait a minute, and check again."),
    ProofProblem.TAKEN: N_("Another creator has proved that this account is theirs. Write to us if it is yours."),
    I.RUNNING: N_("Not finished"),
    I.DONE: N_("Done"),
    I.UNDONE: N_("Undone"),
}

TONES: dict[StrEnum, str] = {
    C.JOINED: "info",
    C.ACTIVE: "success",
    C.PAUSED: "warning",
    I.RUNNING: "info",
    I.DONE: "success",
    I.UNDONE: "neutral",
}
