"""What happens to drafts and posts."""

from dataclasses import dataclass

from marketplace.base.facts import Fact, fact
from marketplace.base.ids import BrandId, CreatorId, DraftId, OrderId, PostId


@fact
class DraftSubmitted(Fact):
    """A creator handed in a version."""

    draft_id: DraftId
    order_id: OrderId


@fact
class PicturesRead(Fact):
    """The words in the pictures of a version were read."""

    draft_id: DraftId
    order_id: OrderId


@fact
class DraftFailedCheck(Fact):
    """The check found what must be fixed before the brand sees the draft."""

    draft_id: DraftId
    order_id: OrderId
    creator_id: CreatorId


@fact
class DraftNeedsPerson(Fact):
    """The check is unsure; staff decide."""

    draft_id: DraftId
    order_id: OrderId


@fact
class ProofBrought(Fact):
    """Somebody brought a file that is to prove a claim of a draft."""

    draft_id: DraftId
    order_id: OrderId
    rule: str


@fact
class UseNoted(Fact):
    """A creator wrote down how they used a product."""

    order_id: OrderId


@fact
class ChangesRequested(Fact):
    """A brand asked for a new version."""

    draft_id: DraftId
    order_id: OrderId
    brand_id: BrandId
    creator_id: CreatorId


@fact
class PostBound(Fact):
    """A creator said where the post is public."""

    post_id: PostId
    order_id: OrderId


@fact
class PostNeedsFix(Fact):
    """The live check did not find everything in the post."""

    post_id: PostId
    order_id: OrderId
    creator_id: CreatorId
    missing: list[str]


@dataclass(frozen=True, kw_only=True)
class _OfAPost(Fact):
    """Something that a look found in a public post."""

    post_id: PostId
    order_id: OrderId
    creator_id: CreatorId
    brand_id: BrandId


@fact
class PostWentMissing(_OfAPost):
    """A public post is gone, or on another account."""

    missing: list[str]


@fact
class LabelRemoved(_OfAPost):
    """A public post no longer carries the label that the law wants."""

    missing: list[str]


@fact
class PostChanged(_OfAPost):
    """The text, the links or the AI mark of a public post are no longer as they were agreed."""

    missing: list[str]


@fact
class PostMended(_OfAPost):
    """What a look had found missing in a public post is there again."""

    mended: list[str]


@fact
class EvidenceBroken(Fact):
    """What looks at a post saw is no longer as it was frozen: somebody got past every guard."""

    post_id: PostId
    order_id: OrderId
