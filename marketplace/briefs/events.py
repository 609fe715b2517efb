"""What happens to briefs."""

from marketplace.base.facts import Fact, fact
from marketplace.base.ids import BrandId, BriefId


@fact
class BriefSubmitted(Fact):
    """A brand handed a brief in for review."""

    brief_id: BriefId
    brand_id: BrandId


@fact
class BriefReviewed(Fact):
    """Staff approved, rejected or returned a brief."""

    brief_id: BriefId
    brand_id: BrandId
    outcome: str
    reason: str


@fact
class BriefFunded(Fact):
    """The budget of a brief was set aside."""

    brief_id: BriefId
    brand_id: BrandId


@fact
class BriefOpened(Fact):
    """Creators may apply."""

    brief_id: BriefId
    brand_id: BrandId


@fact
class BriefClosed(Fact):
    """No more applications are taken."""

    brief_id: BriefId
    brand_id: BrandId


@fact
class BriefCancelled(Fact):
    """The brand called the campaign off; its money went back to the wallet."""

    brief_id: BriefId
    brand_id: BrandId


@fact
class BriefEnded(Fact):
    """A campaign was archived; what was left of its budget went back to the wallet."""

    brief_id: BriefId
    brand_id: BrandId
