"""Words that are written so that a search does not see them are read as what they say, and quoted as they stand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.disclosure.check import check_caption
from marketplace.disclosure.reading.disguises import undisguised
from tests.disclosure.builders import a_caption


@pytest.mark.parametrize(
    ("body", "quote"),
    [
        ("These drops c4re and cur3s canc3r, wow.", "cur3s canc3r"),
        ("It h.e.a.l.s eczema.", "h.e.a.l.s eczema"),
        ("It c u r e s gout.", "c u r e s gout"),
        ("It c*res c*ncer.", "c*res c*ncer"),
        ("l0se 9 lbs in 2 weeks", "l0se 9 lbs in 2 weeks"),
    ],
)
def test_a_disguised_claim_is_found_and_quoted_as_written(body: str, quote: str) -> None:
    report = check_caption(a_caption(body, product_category="supplement"), ["US"])
    assert [finding.quote for finding in report.claims] == [quote]


@pytest.mark.parametrize(
    "text", ["two a day with b12 and omega3", "10lbs of flour in 7 days", "code save20, ends at 5pm", "co2 and h2o"]
)
def test_figures_in_usual_words_are_no_disguise(text: str) -> None:
    assert undisguised(text) == ()


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="abcdeiours 01345$@!.*-_广", max_size=40))
def test_every_plainer_reading_knows_where_its_characters_stand(text: str) -> None:
    for plain in undisguised(text):
        places = [plain.span_before(at, at + 1)[0] for at in range(len(plain.text))]
        assert places == sorted(set(places))
        for character, place in zip(plain.text, places, strict=True):
            assert character == text[place] or text[place] in "01345$@!*"
