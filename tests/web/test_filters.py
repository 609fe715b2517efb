from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

import pytest
from flask import g
from hypothesis import given
from hypothesis import strategies as st

from marketplace.base.money import Money
from marketplace.base.text import N_, Sentence
from marketplace.orders.states import OrderState
from marketplace.web import filters
from marketplace.web.sentences import say, shown
from marketplace.web.slots import slot
from tests.conftest import NOON


class Mood(StrEnum):
    SUNNY = "sunny"
    WITH_RAIN = "with_rain"


LABELS = {Mood.SUNNY: N_("Sunshine")}
TONES = {Mood.SUNNY: "success"}


@pytest.fixture
def read_in(app, session):
    """Reads in a language: `with read_in("zh"):`."""

    def reading(language: str):
        for name in list(g):
            g.pop(name)  # what the last reader's language was
        return app.test_request_context("/", query_string={"lang": language})

    return reading


@pytest.mark.parametrize(
    ("language", "amount", "shown_as"),
    [
        ("en", Money(120_000, "USD"), "$1,200.00"),
        ("en", Money(120_000, "CNY"), "CN¥1,200.00"),
        ("zh", Money(120_000, "CNY"), "¥1,200.00"),
        ("zh", Money(120_000, "USD"), "US$1,200.00"),
        ("zh_Hant", Money(120_000, "CNY"), "CN¥1,200.00"),
        ("en", Money(1200, "JPY"), "¥1,200"),
        ("en", Money(1234, "KWD"), "KWD1.234"),
        ("en", Money(-50, "USD"), "-$0.50"),
    ],
)
def test_money_reads_as_people_of_the_language_write_it(read_in, language, amount, shown_as):
    with read_in(language):
        assert filters.money(amount) == shown_as


@pytest.mark.parametrize(
    ("language", "value", "shown_as"),
    [
        ("en", 86_000, "86K"), ("zh", 86_000, "8.6万"), ("zh_Hant", 86_000, "8.6萬"), ("en", 1_240_000, "1.2M"),
        ("zh", 1_240_000, "124万"), ("en", 999, "999"), ("zh", 999, "999"), ("en", 0, "0"), ("en", None, "–"),
        ("en", 164.5, "164"), ("en", 164.7, "165"), ("en", 3.25, "3.2"),
        ("en", -86_000, "-86K"),
    ],
)  # fmt: skip
def test_long_numbers_are_short(read_in, language, value, shown_as):
    with read_in(language):
        assert filters.compact(value) == shown_as


@pytest.mark.parametrize(
    ("value", "digits", "shown_as"),
    [(0.256, 0, "26%"), (0.256, 1, "25.6%"), (1, 0, "100%"), (0, 0, "0%"), (None, 0, "–")],
)
def test_ratios_are_percentages(read_in, value, digits, shown_as):
    with read_in("en"):
        assert filters.percent(value, digits) == shown_as


def test_numbers_are_rounded_and_nothing_is_a_dash(read_in):
    with read_in("en"):
        assert filters.number(1234.567) == "1,234.57"
        assert filters.number(None) == "–"


@pytest.mark.parametrize(("language", "shown_as"), [("en", "Nov 24, 2026"), ("zh", "2026年11月24日")])
def test_dates_read_as_people_of_the_language_write_them(read_in, language, shown_as):
    with read_in(language):
        assert filters.day(date(2026, 11, 24)) == shown_as
        assert filters.day(None) == "–"
        assert filters.moment(None) == "–"


@pytest.mark.parametrize(
    ("language", "at", "shown_as"),
    [
        ("en", NOON - timedelta(days=3), "3 days ago"),
        ("zh", NOON - timedelta(days=3), "3天前"),
        ("en", NOON + timedelta(hours=2), "in 2 hours"),
        ("en", NOON.date() - timedelta(days=10), "11 days ago"),
    ],
)
def test_how_long_ago_counts_from_the_clock_the_actions_use(read_in, language, at, shown_as):
    with read_in(language):
        if isinstance(at, datetime):
            assert filters.ago(at) == shown_as
        else:
            assert filters.ago(at).endswith("ago")


def test_time_that_is_left_ends(read_in, clock):
    due = NOON + timedelta(days=2)
    with read_in("en"):
        assert filters.until(due) == "2 days"
        clock.advance(days=3)
        g.pop("reader_now")
        assert filters.until(due) == "time is over"
        assert filters.until(None) == "–"


def test_an_enum_reads_as_the_table_beside_it_says(read_in):
    with read_in("en"):
        assert (filters.label(Mood.SUNNY), filters.tone(Mood.SUNNY)) == ("Sunshine", "success")
        assert (filters.label(Mood.WITH_RAIN), filters.tone(Mood.WITH_RAIN)) == ("with rain", "neutral")
        assert (filters.label(None), filters.tone(None)) == ("–", "neutral")


def test_a_state_reads_in_the_readers_language(read_in):
    with read_in("en"):
        english = filters.label(OrderState.BRAND_REVIEW)
    assert english == "Brand reviews"


@pytest.mark.parametrize(
    ("language", "country", "tongue"), [("en", "China", "Chinese"), ("zh", "中国", "中文"), ("zh_Hant", "中國", "中文")]
)
def test_countries_and_languages_have_names(read_in, language, country, tongue):
    with read_in(language):
        assert (filters.country_name("CN"), filters.language_name("zh")) == (country, tongue)
        assert filters.country_name("XX1") == "XX1"


def test_a_sentence_shows_its_values_as_the_reader_expects_them(read_in):
    said = Sentence(
        "%(who)s pays %(amount)s on %(day)s: %(state)s, %(rest)s",
        {
            "who": "Acme", "amount": Money(120_000, "CNY"), "day": date(2026, 11, 24), "state": Mood.SUNNY,
            "rest": Sentence("%(count)s left", {"count": 1234}),
        },
    )  # fmt: skip
    with read_in("en"):
        assert say(said) == "Acme pays CN¥1,200.00 on Nov 24, 2026: Sunshine, 1,234 left"
    with read_in("zh"):
        assert say(said) == "Acme pays ¥1,200.00 on 2026年11月24日: Sunshine, 1,234 left"


@given(st.text(max_size=40))
def test_words_of_people_are_shown_as_they_are(words):
    assert shown(words) == words


def test_an_instant_is_shown_in_the_readers_zone(read_in):
    with read_in("en"):
        assert "12:00" in filters.moment(datetime(2026, 11, 24, 12, tzinfo=UTC))


def test_a_slot_shows_what_higher_packages_put_there_and_nothing_else(app, read_in, monkeypatch):
    monkeypatch.setitem(app.extensions, "slots", {"box": (lambda thing: f"<b>{thing}</b>", lambda thing: "!")})
    with read_in("en"):
        assert str(slot("box", thing="tea")) == "<b>tea</b>!"
        assert str(slot("shelf", thing="tea")) == ""
