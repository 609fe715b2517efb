"""How a caption is read."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.disclosure.expressions import filled
from marketplace.disclosure.reading.language import code_of, language_of
from marketplace.disclosure.reading.lexicon import platform_named
from marketplace.disclosure.reading.offsets import fold, utf16_span
from marketplace.disclosure.reading.places import graphemes, visible_before
from marketplace.disclosure.reading.units import tags_of


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("＃ＡＤ", "#ad"),
        ("a\u200bd", "ad"),
        ("\u0430d", "ad"),
        ("𝐀𝐝", "ad"),
        ("廣告", "广告"),
        ("Publicite\u0301", "publicité"),
        ("Straße", "strasse"),
        ("ад", "ад"),
        ("\u1100\u116a\u11bc\u1100\u1169", "광고"),
        ("광고ㅣ토너", "광고|토너"),
        ("廣告丨麵包", "广告|面包"),
        ("ﾌﾟﾛﾓｰｼｮﾝ", "プロモーション"),
    ],
)
def test_equal_words_read_equal(written: str, read: str) -> None:
    assert fold(written).text == read


@given(st.text())
def test_every_folded_character_knows_where_it_was_written(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.letters) == len(folded.starts) == len(folded.ends)
    assert list(folded.starts) == sorted(folded.starts)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))


def test_full_width_is_no_disguise_and_a_hidden_character_is_one() -> None:
    wide, hidden = fold("ＡＤ"), fold("a\u200bd")
    assert not wide.is_disguised(0, 2)
    assert hidden.is_disguised(0, 2)
    assert hidden.raw_span(0, 2) == (0, 3)


@given(st.text(), st.text(), st.text())
def test_browser_offsets_count_the_same_words(before: str, word: str, after: str) -> None:
    start, end = utf16_span(before + word + after, len(before), len(before) + len(word))
    units = (before + word + after).encode("utf-16-le")
    assert units[2 * start : 2 * end].decode("utf-16-le") == word


@pytest.mark.parametrize(
    ("text", "seen"), [("abc", 3), ("e\u0301", 1), ("👨‍👩‍👧", 1), ("🇨🇳🇺🇸", 2), ("👍🏽!", 2), ("", 0)]
)
def test_characters_are_counted_as_a_reader_counts_them(text: str, seen: int) -> None:
    assert len(list(graphemes(text))) == seen


def test_what_stands_before_the_fold_is_counted_in_characters_and_lines() -> None:
    assert visible_before("one\n👨‍👩‍👧x#ad", 10, 99) == (6, 1)


def test_hashtags_know_their_row() -> None:
    tags = tags_of("#a #b words #c", topics=False)
    assert [(tag.name, tag.index, tag.row) for tag in tags] == [("a", 0, 2), ("b", 1, 2), ("c", 0, 1)]
    assert [tag.name for tag in tags_of("#two words# rest", topics=True)] == ["two words"]


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        ("el café de la mañana con mi prensa", "en", "es"),
        ("coffee", "es", "es"),
        ("今天喝茶", "en", "zh"),
        ("오늘의 커피", "en", "ko"),
        ("コーヒーを飲む", "zh", "ja"),
        ("", "fr", "fr"),
        ("Kaffee am Morgen", "de", "de"),
    ],
)
def test_a_text_that_plainly_speaks_another_language_is_believed(text: str, declared: str, language: str) -> None:
    assert language_of(text, declared) == language


def test_an_unlisted_platform_is_read_strictly() -> None:
    assert platform_named("somewhere") == platform_named("other")


def test_a_name_with_no_entry_is_refused_in_a_shared_expression() -> None:
    with pytest.raises(ValueError, match="de.nothing"):
        filled("{{de.nothing}}")
    with pytest.raises(ValueError, match="no regular expression"):
        filled("(")
    assert re.search(filled(r"\bheilt {{de.diseases}}\b"), "das heilt migräne")


@pytest.mark.parametrize(("declared", "code"), [("pt-BR", "pt"), ("nb", "no"), ("nn_NO", "no"), ("DE", "de")])
def test_a_declared_language_is_read_without_its_region(declared: str, code: str) -> None:
    assert code_of(declared) == code
