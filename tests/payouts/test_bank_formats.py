"""What the bank gets: valid by ISO 20022's own schema, the same text for the same rows, nobody's formula."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib.resources import files
from io import StringIO
from xml.etree import ElementTree as xml

import pytest
import xmlschema
from hypothesis import given
from hypothesis import strategies as st

from marketplace.base.errors import Refusal
from marketplace.base.ids import new_id
from marketplace.base.money import Money
from marketplace.payouts.bank_details import Details, checked
from marketplace.payouts.formats.content import FileContent, Payer, Payment
from marketplace.payouts.formats.pain001 import NAMESPACE
from marketplace.payouts.formats.table import FORMATS
from tests.builders.payouts import HONG_KONG

SCHEMA = xmlschema.XMLSchema(str(files("sepaxml") / "schemas" / "pain.001.001.09.xsd"))
BANKS = (
    HONG_KONG,
    Details("CN", "张小禾", account_number="6222 0212 3456 7890 123", bank_code="102100099996"),
    Details("JP", "Sato Yui", account_number="1234567", bank_code="0001001"),
    Details("SG", "Tan Mei", account_number="012-34567-8", bank_code="7171", bic="DBSSSGSG"),
    Details("AE", "Layla & Sons", iban="AE07 0331 2345 6789 0123 456"),
    Details("KR", "Kim Da-hye", account_number="110-123-456789", bic="SHBKKRSE"),
)


def a_file(*amounts: Money, payer: str = "DE89370400440532013000") -> FileContent:
    payments = tuple(
        Payment(new_id().hex, f"PAY{number}", amount, checked(BANKS[number % len(BANKS)]))
        for number, amount in enumerate(amounts)
    )
    return FileContent(
        reference=new_id().hex,
        made_at=datetime(2026, 11, 24, 12, 0, 0, 987, tzinfo=UTC),
        execution_on=date(2026, 11, 25),
        payer=Payer("Meadow Ltd", payer, "COBADEFFXXX"),
        payments=payments,
    )


@given(
    st.sampled_from(["USD", "JPY", "KWD", "CNY"]),
    st.lists(st.integers(1, 10**11), min_size=1, max_size=9),
    st.sampled_from(["DE89370400440532013000", "0040012345678"]),
)
def test_every_pain001_is_valid_by_the_schema_and_adds_up(currency: str, amounts: list[int], payer: str) -> None:
    file = a_file(*(Money(amount, currency) for amount in amounts), payer=payer)
    text = FORMATS["pain.001.001.09"].write(file)
    SCHEMA.validate(text)
    found = xml.fromstring(text).iter(f"{{{NAMESPACE}}}InstdAmt")
    assert sum(Money.parse(str(one.text), currency).minor for one in found) == sum(amounts)


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_rows_give_the_same_file(name: str) -> None:
    file = a_file(Money(95_00, "USD"), Money(12_34, "USD"))
    assert FORMATS[name].write(file) == FORMATS[name].write(replace(file))
    assert FORMATS[name].write(file) != FORMATS[name].write(replace(file, payments=file.payments[:1]))


def test_a_schema_violation_would_be_seen() -> None:
    text = FORMATS["pain.001.001.09"].write(a_file(Money(95_00, "USD")))
    with pytest.raises(xmlschema.XMLSchemaValidationError):
        SCHEMA.validate(text.replace("<PmtMtd>TRF", "<PmtMtd>CASH"))


def test_the_table_has_a_row_for_each_payment() -> None:
    file = a_file(Money(95_00, "USD"), Money(12_34, "USD"))
    rows = list(csv.DictReader(StringIO(FORMATS["csv"].write(file))))
    assert [(row["amount"], row["currency"], row["end_to_end_id"]) for row in rows] == [
        (str(one.amount.decimal), "USD", one.end_to_end) for one in file.payments
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        Details("AE", "Layla", iban="AE080331234567890123456"),  # check digits
        Details("AE", "Layla", iban="DE89370400440532013000"),  # another country
        Details("AE", "Layla", iban="' OR 1=1"),
        Details("AE", "Layla"),
        replace(HONG_KONG, account_number="12"),
        replace(HONG_KONG, account_number="１２３４５６７８９"),  # full-width digits
        replace(HONG_KONG, bank_code=""),
        replace(HONG_KONG, bank_code="00A"),
        replace(HONG_KONG, bic="HSBC"),
        replace(HONG_KONG, bic="DEUTDEFF"),
        replace(HONG_KONG, holder=""),
        replace(HONG_KONG, holder="=HYPERLINK(1)"),
        replace(HONG_KONG, holder="Tai\x00Man"),
        replace(HONG_KONG, holder="Tai <Man>"),
        replace(HONG_KONG, holder="x" * 141),
        Details("KR", "Kim", account_number="110123456789"),  # no SWIFT code
        Details("US", "Maya", account_number="123456789"),  # Stripe's
        Details("BR", "Ana", account_number="123456789"),  # nobody's
    ],
)
def test_details_that_cannot_be_right_are_refused(wrong: Details) -> None:
    with pytest.raises(Refusal):
        checked(wrong)


def test_what_people_type_is_brought_into_shape() -> None:
    plain = checked(HONG_KONG)
    assert (plain.account_number, plain.bank_code, plain.bic) == ("123456789012", "004", "HSBCHKHHHKH")
    assert checked(BANKS[4]).iban == "AE070331234567890123456"
    assert checked(plain) == plain
