"""Creators in the United States are paid after they have signed a tax form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM
from marketplace.base.errors import Invalid, NotFound
from marketplace.ledger import chart
from marketplace.ledger.queries import balance
from marketplace.payouts import actions as payouts
from marketplace.settings import settings
from marketplace.taxes.actions import sign_tax_form
from marketplace.taxes.errors import LegalNameMissing, TaxNumberWrong
from marketplace.taxes.models import TaxProfile
from marketplace.taxes.states import TaxForm
from tests.builders.payouts import WorkAs, a_payout_account, a_queued_payout, an_earning, person_behind, usd
from tests.payouts.cast import Cast


@pytest.fixture(autouse=True)
def forms_wanted(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("US_TAX_FORMS_FROM", "2026-01-01")
    settings.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()


@pytest.fixture(autouse=True)
def earned(work_as: WorkAs, cast: Cast) -> None:
    an_earning(work_as, cast.acme, cast.maya, usd(100_00))
    a_payout_account(work_as, cast.maya)


def sign(work_as: WorkAs, cast: Cast, form: TaxForm = TaxForm.W9, *, name: str = "Maya Reed", tin: str = "") -> None:
    with work_as(person_behind(work_as, cast.maya).actor) as work:
        sign_tax_form(work, form=form, legal_name=name, tin=tin)


def test_without_the_form_nothing_is_queued(work_as: WorkAs, cast: Cast) -> None:
    with work_as(SYSTEM) as work:
        assert payouts.queue_payout(work, cast.maya.id, "USD") is None
    sign(work_as, cast, tin="123-45-6789")
    assert a_queued_payout(work_as, cast.maya).tax_minor == 0


@pytest.mark.parametrize(("form", "tin", "tax"), [
    (TaxForm.W9, "123456789", 0), (TaxForm.W9, "", 22_80), (TaxForm.W8BEN, "", 0),
])  # fmt: skip
def test_only_a_w9_without_a_number_has_a_part_withheld(
    session: Session, work_as: WorkAs, cast: Cast, form: TaxForm, tin: str, tax: int
) -> None:
    sign(work_as, cast, form, tin=tin)
    assert a_queued_payout(work_as, cast.maya).tax_minor == tax
    assert balance(session, chart.tax_withheld(), "USD") == usd(tax)


def test_only_the_last_four_digits_are_kept(session: Session, work_as: WorkAs, cast: Cast) -> None:
    sign(work_as, cast, tin="123-45-6789")
    row = session.execute(sa.select(TaxProfile.__table__)).mappings().one()
    assert row["tin_last4"] == "6789"
    assert "12345" not in str(dict(row))


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"tin": "12345678"}, TaxNumberWrong),
        ({"tin": "١٢٣٤٥٦٧٨٩"}, TaxNumberWrong),
        ({"name": " "}, LegalNameMissing),
    ],
)
def test_what_cannot_be_true_is_refused(
    work_as: WorkAs, cast: Cast, more: dict[str, Any], refusal: type[Invalid]
) -> None:
    with pytest.raises(refusal):
        sign(work_as, cast, **more)


def test_only_a_creator_signs(work_as: WorkAs, cast: Cast) -> None:
    with pytest.raises(NotFound), work_as(cast.ines.actor) as work:
        sign_tax_form(work, form=TaxForm.W9, legal_name="Ines")
