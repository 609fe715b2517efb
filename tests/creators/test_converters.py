import contextlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.base.money import Money
from marketplace.creators.intake.converters import MADE, PLAIN, converter_named
from marketplace.creators.intake.problems import Unfit, UnfitFile


def read(call, value):
    return converter_named(call)[1](value)


@pytest.mark.parametrize(
    ("call", "value", "expected"),
    [
        ("integer", "1,234", 1234),
        ("integer", "8.6万", 86_000),
        ("integer", "10万+", 100_000),
        ("integer", "1.2k", 1200),
        ("integer", "３４", 34),
        ("integer", 12.0, 12),
        ("percent", "88.6", 0.886),
        ("percent", "88.6%", 0.886),
        ("ratio", "0.5", 0.5),
        ("ms_timestamp", 1741740734000, datetime(2025, 3, 12, 0, 52, 14, tzinfo=UTC)),
        ("iso_date", "2025/3/1", datetime(2025, 3, 1, tzinfo=UTC)),
        ("iso_date(Asia/Shanghai)", "2025年3月1日 08:00", datetime(2025, 3, 1, tzinfo=UTC)),
        ('split(",")', "a, #b,,a", ["a", "b"]),
        ("money(CNY)", "¥1,200.50", Money(120_050, "CNY")),
        ("money(JPY)", "3000", Money(3000, "JPY")),
        ("money(CNY)", "800元", Money(80_000, "CNY")),
        ("boolean", "是", True),
        ("boolean", 0.0, False),
        ("country", "美国", "US"),
        ("country", "gb", "GB"),
        ("ranked_shares", "1\t美食\t5.19%\r\n2\t时尚\t4.41%", [["美食", 0.0519], ["时尚", 0.0441]]),
        ("mentions(#ad|#广告)", "lovely #AD", True),
        ("between(Job: … |)", "Hi | Job: baker | Age: 9", "baker"),
        ("handle", "@Maya.Eats", "Maya.Eats"),
    ],
)
def test_what_a_file_says_becomes_what_we_keep(call, value, expected):
    assert read(call, value) == expected


@pytest.mark.parametrize(
    ("call", "value"),
    [
        ("integer", "many"), ("integer", "-3"), ("integer", "1.5"), ("integer", "1" * 41), ("integer", True),
        ("integer", "9e99"), ("integer", "inf"), ("integer", {"a": 1}),
        ("percent", "101"), ("percent", "-1"), ("ratio", "50"),
        ("ms_timestamp", 1741740734), ("ms_timestamp", 10**18), ("s_timestamp", 1741740734000),
        ("iso_date", "yesterday"), ("iso_date", "2025-02-30"), ("iso_date", "0001-01-01"),
        ("money(CNY)", "0"), ("money(CNY)", "-5"), ("money(CNY)", "free"), ("money(JPY)", "1.5"),
        ("boolean", "maybe"), ("country", "Narnia"), ("ranked_shares", "food, a lot"),
        ("handle", "a b"), ("text", "x" * 20_001), ("text", "\ud800"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_with_what_would(call, value):
    with pytest.raises(Unfit) as refused:
        read(call, value)
    assert refused.value.fits


@pytest.mark.parametrize(
    "call", ["guess", "money", "money(XTS)", "integer(5)", "iso_date(Mars/Olympus)", "__import__('os')", ""]
)
def test_only_the_converters_of_the_table_can_be_named(call):
    with pytest.raises(UnfitFile):
        converter_named(call)


@given(
    st.sampled_from([*PLAIN.values(), MADE["iso_date"](), MADE["split"](), MADE["money"]("CNY")]),
    st.one_of(
        st.text(max_size=60), st.integers(), st.floats(), st.booleans(), st.lists(st.text(max_size=5), max_size=3),
        st.text("0123456789.,万k%-+ 年月日", max_size=25),
    ),
)  # fmt: skip
def test_no_value_in_the_world_breaks_a_converter(convert, value):
    with contextlib.suppress(Unfit):
        convert(value)
