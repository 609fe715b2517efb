"""What happens between briefs and creators before an order."""

from marketplace.base.facts import Fact, fact
from marketplace.base.ids import ApplicationId, BrandId, BriefId, CreatorId


@fact
class ApplicationSubmitted(Fact):
    """A creator applied to a brief."""

    application_id: ApplicationId
    brief_id: BriefId
    brand_id: BrandId
    creator_id: CreatorId


@fact
class ApplicationShortlisted(Fact):
    """A brand put an application on its shortlist."""

    application_id: ApplicationId
    brief_id: BriefId
    brand_id: BrandId
    creator_id: CreatorId


@fact
class ApplicationRejected(Fact):
    """A brand rejected an application, with a reason."""

    application_id: ApplicationId
    brief_id: BriefId
    brand_id: BrandId
    creator_id: CreatorId
    reason: str


@fact
class ApplicationWithdrawn(Fact):
    """A creator took an application back."""

    application_id: ApplicationId
    brief_id: BriefId
    brand_id: BrandId
    creator_id: CreatorId


@fact
class ApplicationExpired(Fact):
    """The brand did not decide in time; the creator is free again."""

    application_id: ApplicationId
    brief_id: BriefId
    brand_id: BrandId
    creator_id: CreatorId
