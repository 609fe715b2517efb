import dataclasses

import pytest

from marketplace.creators.completeness import Need, ProfileState, checklist, next_need
from marketplace.creators.niches import niches_named_in

COMPLETE = ProfileState(
    bio="Cakes.", country="US", languages=["en"], niches=["food"], channels=1, verified_channels=1, rates=1
)


@pytest.mark.parametrize(
    ("missing", "need"),
    [
        ({"bio": "  "}, Need.ABOUT),
        ({"country": None}, Need.ABOUT),
        ({"languages": []}, Need.ABOUT),
        ({"niches": []}, Need.NICHES),
        ({"channels": 0, "verified_channels": 0}, Need.CHANNEL),
        ({"verified_channels": 0}, Need.PROOF),
        ({"rates": 0}, Need.RATE),
    ],
)
def test_the_next_step_is_the_first_thing_missing(missing, need):
    assert next_need(dataclasses.replace(COMPLETE, **missing)) is need


def test_a_complete_profile_needs_nothing():
    assert next_need(COMPLETE) is None
    assert all(step.done for step in checklist(COMPLETE))


def test_a_bio_names_niches_in_either_language():
    assert niches_named_in("探店 | 旅游 | 爱猫") == ["food", "travel"]
    assert niches_named_in("Yoga teacher. Dessert lover!") == ["fitness", "food"]
    assert niches_named_in("Starting over") == []  # "art" inside a word is no niche
