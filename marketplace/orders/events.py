"""What happens to orders."""

from datetime import datetime

from marketplace.base.facts import Fact, fact
from marketplace.base.ids import BrandId, BriefId, CreatorId, OrderId


class _OrderFact(Fact):
    """Every fact of an order names the order and both sides, so that whoever hears it needs no look-up."""


@fact
class OrderOffered(_OrderFact):
    """A brand made a creator an offer; the money for it is held."""

    order_id: OrderId
    brand_id: BrandId
    creator_id: CreatorId
    answer_by: datetime


@fact
class OrderAccepted(_OrderFact):
    """The creator took the order."""

    order_id: OrderId
    brand_id: BrandId
    creator_id: CreatorId
    brief_id: BriefId


@fact
class OrderDeclined(_OrderFact):
    """The creator said no."""

    order_id: OrderId
    brand_id: BrandId
    creator_id: CreatorId
    reason: str


@fact
class OrderExpired(_OrderFact):
    """The creator gave no answer in time."""

    order_id: OrderId
    brand_id: BrandId
    creator_id: CreatorId


@fact
class ProductShipped(_OrderFact):
    """The brand sent the product."""

    order_id: OrderId
    brand_id: BrandId
    creator_id: CreatorId
    tracking: str


@fact
class WorkDue(_OrderFact):
    """The creator may begin: an outline, a draft or a new version is due."""

    order_id: OrderId
    brand_id: BrandId
    creator_id: CreatorId
    what: str


@fact
class DraftReadyForBrand(_OrderFact):
    """A draft has passed the disclosure check and waits for the brand; silence approves."""

    order_id: OrderId
    brand_id: BrandId
    creator_id: CreatorId
    review_by: datetime


@fact
class DraftApproved(_OrderFact):
    """The creator may publish."""

    order_id: OrderId
    brand_id: BrandId
    creator_id: CreatorId
    silently: bool


@fact
class OrderAwaitsConfirmation(_OrderFact):
    """The post is live and checked; the brand's silence will confirm it."""

    order_id: OrderId
    brand_id: BrandId
    creator_id: CreatorId
    confirm_by: datetime


@fact
class OrderSettled(_OrderFact):
    """The work is accepted and the fee credited to the creator."""

    order_id: OrderId
    brand_id: BrandId
    creator_id: CreatorId
    silently: bool


@fact
class OrderCompleted(_OrderFact):
    """The post was kept as long as agreed."""

    order_id: OrderId
    brand_id: BrandId
    creator_id: CreatorId


@fact
class CancellationRequested(_OrderFact):
    """One side wants to call the order off."""

    order_id: OrderId
    brand_id: BrandId
    creator_id: CreatorId
    by: str
    answer_by: datetime


@fact
class CancellationRefused(_OrderFact):
    """The other side wants to go on."""

    order_id: OrderId
    brand_id: BrandId
    creator_id: CreatorId
    by: str


@fact
class OrderCancelled(_OrderFact):
    """The order was called off; what was held went where the terms say."""

    order_id: OrderId
    brand_id: BrandId
    creator_id: CreatorId
    verb: str


@fact
class OrderDisputed(_OrderFact):
    """The two sides disagree; the held money is frozen until staff rule."""

    order_id: OrderId
    brand_id: BrandId
    creator_id: CreatorId
    reason: str
