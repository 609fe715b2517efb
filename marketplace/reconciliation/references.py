"""What a journal stands for at Stripe, read from its key. A key names what it is about: `payout:<our id>:sent`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_AT_STRIPE = re.compile(r"(?:^|:)((?:txn|ch|py|re|pyr|tr|trr|dp|du|po)_\w+)")


@dataclass(frozen=True)
class KeyParts:
    """What a key is made of: the sort of thing, our id of it, and Stripe's id where it stands in the key itself."""

    sort: str
    ours: UUID | None
    theirs: str | None


def parts_of_key(key: str) -> KeyParts:
    """Takes a journal's key apart."""
    ours, theirs = _UUID.search(key), _AT_STRIPE.search(key)
    return KeyParts(key.partition(":")[0], UUID(ours[0]) if ours else None, theirs[1] if theirs else None)


def purpose_in(noted: Iterable[str]) -> str | None:
    """Our id in what we noted at Stripe: the first there is."""
    return next((found[0] for note in noted if (found := _UUID.search(note))), None)
