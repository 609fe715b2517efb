"""Where a compared text or picture comes from, and how many may have the same."""

from __future__ import annotations

from enum import StrEnum

from marketplace.base.text import N_

MOUTHS = 3
"""So many authors may have hit on the same words or the same picture; of more, staff are told."""


class TextSource(StrEnum):
    """A draft of an order, named by the order, or a post that somebody published, named by itself."""

    ORDER = "order"
    POST = "post"


LABELS: dict[StrEnum, str] = {
    TextSource.ORDER: N_("Draft of an order"),
    TextSource.POST: N_("Imported post"),
}
