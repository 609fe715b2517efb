"""Which level a month gets: by the probability and by how much is known, never by a lack of data."""

from __future__ import annotations

from marketplace.authenticity.states import Health

EXCELLENT_FROM, EXCELLENT_KNOWN = 0.9, 0.3
ABNORMAL_UNDER = 0.5


def level_of(p_authentic: float, known: float) -> Health:
    """Abnormal under a half, which takes evidence; excellent when much is known and nothing speaks against it."""
    if p_authentic < ABNORMAL_UNDER:
        return Health.ABNORMAL
    if p_authentic >= EXCELLENT_FROM and known >= EXCELLENT_KNOWN:
        return Health.EXCELLENT
    return Health.ORDINARY
