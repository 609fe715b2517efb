from uuid import UUID

import pytest

from marketplace.creators.tiers import Tier
from marketplace.matching.exposure.arranging import Why
from marketplace.matching.exposure.report import Shown, campaign_of

MAYA, BO, CHEN, DANA = (UUID(int=number) for number in range(1, 5))
FITTING = {MAYA: Tier.KOC, BO: Tier.TAIL, CHEN: Tier.KOC, DANA: None}


def test_attention_by_tier_adds_up_and_names_who_was_not_seen():
    shown = [
        Shown(BO, Tier.TAIL, 1, Why.SCORE),
        Shown(MAYA, Tier.KOC, 3, Why.FLOOR),
        Shown(BO, Tier.TAIL, 1, Why.SCORE),
    ]
    found = campaign_of(shown, FITTING, {BO, MAYA})
    assert {row.tier: row.attention_ratio for row in found.tiers} == pytest.approx(
        {Tier.KOC: 0.2, Tier.TAIL: 0.8, None: 0.0}
    )
    assert found.koc_ratio == pytest.approx(0.2)
    assert found.kocs == 2
    assert found.kocs_not_here == found.kocs_nowhere == (CHEN,)
    assert found.why == {Why.SCORE: 2, Why.FLOOR: 1}
    assert {row.tier: row.candidates for row in found.tiers} == {Tier.KOC: 2, Tier.TAIL: 1, None: 1}


def test_who_was_shown_elsewhere_is_not_unseen():
    found = campaign_of([Shown(BO, Tier.TAIL, 1, Why.SCORE)], FITTING, {BO, CHEN})
    assert found.kocs_not_here == (MAYA, CHEN)
    assert found.kocs_nowhere == (MAYA,)


def test_who_no_longer_fits_still_counts_for_what_was_shown():
    found = campaign_of([Shown(UUID(int=9), Tier.HEAD, 1, Why.SCORE)], FITTING, set())
    assert next(row for row in found.tiers if row.tier is Tier.HEAD).attention_ratio == 1
    assert found.gini == pytest.approx(0.8)


def test_a_campaign_nobody_has_looked_at_says_nothing():
    found = campaign_of([], FITTING, set())
    assert found.koc_ratio is None
    assert found.gini is None
    assert found.shown == 0
