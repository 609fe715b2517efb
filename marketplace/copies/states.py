"""Where a compared text comes from."""

from __future__ import annotations

from enum import StrEnum

from marketplace.base.text import N_


class TextSource(StrEnum):
    """A draft of an order, named by the order, or a post that somebody published, named by itself."""

    ORDER = "order"
    POST = "post"


LABELS: dict[StrEnum, str] = {
    TextSource.ORDER: N_("Draft of an order"),
    TextSource.POST: N_("Imported post"),
}
