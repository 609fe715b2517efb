"""What somebody asks for: all payouts that fit an address, or the ones they have ticked."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from marketplace.payouts.queries import Wanted
from marketplace.web.language import current_zone


def asked_for(said: Mapping[str, str]) -> Wanted:
    """The payouts that an address or a form asks for; days begin where the reader is."""
    return Wanted.read(said, ZoneInfo(current_zone() or "UTC"))
