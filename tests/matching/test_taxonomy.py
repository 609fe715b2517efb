from marketplace.creators.niches import Niche, niches_named_in
from marketplace.matching.taxonomy import LANGUAGES, bank, branch_name, branches, names_of


def test_every_niche_has_a_name_and_a_sentence_in_both_languages():
    assert {(row.niche, row.language) for row in bank()} == {
        (niche.value, code) for niche in Niche for code in LANGUAGES
    }
    assert all(row.name and len(row.about) > 15 for row in bank())


def test_no_two_niches_say_the_same():
    assert len({row.text for row in bank()}) == len(bank())


def test_chinese_sentences_are_chinese_and_english_ones_english():
    for row in (*bank(), *branches()):
        has_chinese = any("一" <= letter <= "鿿" for letter in row.text)
        assert has_chinese == (row.language == "zh")


def test_a_niche_is_recognised_in_its_own_sentence():
    food = [row for row in bank() if row.niche == "food"]
    assert all("food" in niches_named_in(row.text) for row in food)


def test_every_niche_has_three_to_six_branches_in_both_languages_and_none_twice():
    for niche in Niche:
        own = [row for row in branches() if row.niche == niche.value]
        assert 3 <= len({row.branch for row in own}) <= 6
        assert {(row.branch, row.language) for row in own} == {(row.branch, code) for row in own for code in LANGUAGES}
    assert len({row.text for row in branches()}) == len(branches())
    assert len({(row.language, row.name) for row in branches()}) == len(branches())
    assert not {row.key for row in bank()} & {row.key for row in branches()}


def test_a_branch_is_named_in_the_readers_language():
    assert branch_name("food", "baking", "zh") == "烘焙甜品"
    assert branch_name("food", "baking", "en") == branch_name("food", "baking", "sv") == "Baking and desserts"


def test_a_niche_is_named_in_both_languages_and_other_words_stand_for_themselves():
    assert names_of(["food", "skating"]) == ["Food and drink", "美食", "skating"]
