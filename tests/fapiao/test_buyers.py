"""What may stand on a 发票 about its buyer; numbers, days and papers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from marketplace.fapiao.buyers import check_character, checked, is_credit_code
from marketplace.fapiao.errors import DataWrong, DayWrong, NumberWrong, PaperNotTaken
from marketplace.fapiao.states import Buyer, FapiaoKind
from marketplace.fapiao.written_down import checked_day, checked_number, checked_paper
from tests.builders.fapiao import CODE, ORDINARY, PDF, SPECIAL

SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@pytest.mark.parametrize(
    "number",
    ["91110000600037341L", CODE, "N2110108MF0000001" + check_character("N2110108MF0000001")],
)  # a company of the state, one nobody has founded, a village's cooperative
def test_a_credit_code_whose_last_character_fits_is_one(number: str) -> None:
    assert is_credit_code(number)


@pytest.mark.parametrize(
    "number",
    [
        "",
        CODE[:-1],
        CODE + "0",
        CODE[:-1] + "8",
        CODE.lower(),
        CODE.replace("M", "I"),  # I, O, S, V and Z do not occur
        "9131000OMA1FL8XQ37",
        "９1310000MA1FL8XQ37",
        "A1A10000MA1FL8XQ37",
        "91310000MA1FL8XQ3７",
    ],
)
def test_everything_else_is_none(number: str) -> None:
    assert not is_credit_code(number)


@given(region=st.from_regex(r"[0-9]{8}", fullmatch=True), rest=st.text(SIGNS, min_size=9, max_size=9), place=st.data())
def test_one_wrong_or_two_exchanged_characters_are_noticed(region: str, rest: str, place: st.DataObject) -> None:
    code = region + rest + check_character(region + rest)
    assert uscc.is_valid(code)  # an independent reading of the standard
    assert is_credit_code(code)
    at = place.draw(st.integers(8, 17))
    other = place.draw(st.sampled_from([sign for sign in SIGNS if sign != code[at]]))
    assert not is_credit_code(code[:at] + other + code[at + 1 :])
    if at < 17 and code[at] != code[at + 1]:
        assert not is_credit_code(code[:at] + code[at + 1] + code[at] + code[at + 2 :])


def test_what_people_put_between_characters_is_left_out() -> None:
    data = checked(replace(SPECIAL, tax_number=f" {CODE[:8].lower()}-{CODE[8:].lower()} ", account="1001 2345-6789"))
    assert (data.tax_number, data.account) == (CODE, "100123456789")


def test_an_ordinary_one_needs_no_bank_and_takes_an_old_number() -> None:
    assert checked(replace(ORDINARY, tax_number="310115123456789")).tax_number == "310115123456789"
    assert checked(replace(ORDINARY, buyer=Buyer.PERSON, title="林晓雨", tax_number="")).title == "林晓雨"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (replace(ORDINARY, title=""), "title"),
        (replace(ORDINARY, title="  "), "title"),
        (replace(ORDINARY, title="上海\n有限公司"), "title"),
        (replace(ORDINARY, title="长" * 101), "title"),
        (replace(ORDINARY, tax_number=""), "tax_number"),
        (replace(ORDINARY, tax_number=CODE[:-1] + "8"), "tax_number"),
        (replace(ORDINARY, tax_number="3101151234567890"), "tax_number"),
        (replace(ORDINARY, tax_number="٣" * 15), "tax_number"),
        (replace(ORDINARY, buyer=Buyer.PERSON), "tax_number"),
        (replace(SPECIAL, buyer=Buyer.PERSON, tax_number=""), "kind"),
        (replace(SPECIAL, tax_number="310115123456789"), "tax_number"),
        (replace(SPECIAL, address=""), "address"),
        (replace(SPECIAL, address="路" * 201), "address"),
        (replace(SPECIAL, phone=""), "phone"),
        (replace(ORDINARY, phone="call me"), "phone"),
        (replace(ORDINARY, phone="()()()()"), "phone"),
        (replace(SPECIAL, bank=""), "bank"),
        (replace(SPECIAL, account=""), "account"),
        (replace(ORDINARY, account="12345"), "account"),
        (replace(ORDINARY, account="1" * 33), "account"),
        (replace(ORDINARY, account="DE8937040044"), "account"),
    ],
)
def test_what_cannot_be_right_is_refused_at_its_field(said: object, field: str) -> None:
    with pytest.raises(DataWrong) as no:
        checked(said)  # type: ignore[arg-type]
    assert no.value.field == field


@pytest.mark.parametrize(
    ("code", "number", "kept"),
    [
        ("", "2" * 20, ("", "2" * 20)),
        ("", f"{'2' * 10} {'3' * 10}", ("", "2" * 10 + "3" * 10)),
        ("031002300111", "12345678", ("031002300111", "12345678")),
        ("3100231130", "12345678", ("3100231130", "12345678")),
    ],
)
def test_a_number_is_long_or_has_a_code(code: str, number: str, kept: tuple[str, str]) -> None:
    assert checked_number(code, number) == kept


@pytest.mark.parametrize(
    ("code", "number"),
    [("", ""), ("", "12345678"), ("", "2" * 19), ("1", "2" * 20), ("031002300111", "1234567"), ("x" * 12, "12345678"),
     ("", "２" * 20)],
)  # fmt: skip
def test_no_other_number_is_taken(code: str, number: str) -> None:
    with pytest.raises(NumberWrong):
        checked_number(code, number)


def test_the_day_is_the_day_in_china() -> None:
    invoiced, now = datetime(2026, 12, 1, 17, tzinfo=UTC), datetime(2026, 12, 9, 17, tzinfo=UTC)
    assert checked_day(date(2026, 12, 2), earliest=invoiced, now=now) == date(2026, 12, 2)
    assert checked_day(date(2026, 12, 10), earliest=invoiced, now=now) == date(2026, 12, 10)
    for wrong in (date(2026, 12, 1), date(2026, 12, 11), date(1, 1, 1)):
        with pytest.raises(DayWrong):
            checked_day(wrong, earliest=invoiced, now=now)


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"a;b\n1;2", b"PK\x03\x04 an OFD", b"x%PDF-1.7",
                                     PDF + b" " * 5 * 1024 * 1024])  # fmt: skip
def test_a_paper_is_a_pdf_by_what_is_in_it(content: bytes) -> None:
    assert checked_paper(PDF) == PDF
    with pytest.raises(PaperNotTaken):
        checked_paper(content)


def test_every_kind_and_buyer_has_its_words() -> None:
    from marketplace.fapiao.states import LABELS

    assert set(LABELS) >= {*FapiaoKind, *Buyer}
