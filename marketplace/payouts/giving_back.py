"""What of our fees goes back with a part of a price."""

from __future__ import annotations

from marketplace.base.money import Money


def fee_of_part(fee: Money, price: Money, *, before: Money, part: Money) -> Money:
    """The fee on a part of a price, when `before` of the price has gone back already.

    Rounded once, on all that is back by then: many small parts give back what one large part would, never more.
    """
    return _of(fee, price, before + part) - _of(fee, price, before)


def _of(fee: Money, price: Money, back: Money) -> Money:
    return fee.split([back.minor, (price - back).minor])[0]
