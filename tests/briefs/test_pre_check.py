import pytest

from marketplace.briefs.review import banned_category, pre_check
from marketplace.disclosure.verdicts import Verdict


def checked(**changes):
    says = {
        "title": "Oat latte at home",
        "story": "Show how our oat drink froths.",
        "product_name": "Oat drink",
        "must_say": [],
        "keywords": [],
        "countries": ["US"],
        "platform": "instagram",
        "language": "en",
        "product_category": "food",
    }
    return pre_check(**(says | changes))


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Our new Vapes taste of mint", "tobacco and vaping"),
        ("国货电子烟推荐", "tobacco and vaping"),
        ("the best CASINO in town", "gambling"),
        ("一起刷粉", "fake engagement"),
        ("a drapery casinoesque, abetting nobody", None),
        ("Oat latte at home", None),
    ],
)
def test_a_banned_category_gives_itself_away_by_whole_words(text, category):
    assert banned_category(text) == category


def test_banned_words_are_looked_for_in_everything_creators_should_say():
    assert checked(keywords=["vape shop"]).banned == "tobacco and vaping"
    assert checked(must_say=["online betting"]).banned == "gambling"
    assert checked().is_clean


def test_a_claim_that_the_law_of_the_audience_forbids_is_noticed_where_it_applies():
    asked = {"must_say": ["这是全国第一的燕麦奶"], "language": "zh", "platform": "xiaohongshu"}
    in_china = checked(countries=["CN"], **asked)
    assert [found for found in in_china.claims if found.jurisdiction == "CN" and found.verdict is not Verdict.PASS]
    assert not in_china.is_clean


def test_a_country_whose_rules_we_do_not_know_breaks_nothing():
    assert checked(countries=["ZZ"]).claims == ()
