"""The pages of the second rail: a creator's bank account, files for the bank, and what it did with them."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from marketplace.payouts.models import BankFile, Payout
from marketplace.payouts.queries import payout_account_of
from marketplace.payouts.states import BankFileState, PayoutState
from tests.builders.accounts import a_set_up_staff_member, fresh_code
from tests.builders.payouts import (
    WorkAs,
    a_creator,
    a_creator_with_a_bank,
    a_queued_payout,
    a_signed_batch,
    an_earning,
    bank_files_made,
    person_behind,
    usd,
)
from tests.gateways.payments.standin import StandIn
from tests.payouts.cast import Cast

SignIn = Callable[[Any], Any]


def words(answer: Any) -> str:
    return str(answer.get_data(as_text=True))


def test_a_creator_whom_stripe_does_not_pay_names_a_bank_account(
    session: Session, work_as: WorkAs, sign_in: SignIn
) -> None:
    lin = a_creator(work_as, "Lin", country="CN")
    browser = sign_in(person_behind(work_as, lin))
    assert "Name your bank account" in words(browser.get("/earnings"))
    assert "Bank code" in words(browser.get("/earnings/bank"))
    typed = {"holder": "林晓雨", "account_number": "6222 0212 3456 7890 123", "bank_code": "102100099996"}
    assert browser.post("/earnings/bank", data=typed).status_code == 303
    said = words(browser.get("/earnings"))
    assert "•••• 0123" in said
    assert "6222" not in said + words(browser.get("/earnings/bank"))
    account = payout_account_of(session, lin.id)
    assert account is not None
    assert account.is_ready


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"account_number": "12"}, "account number"),
        ({"bank_code": "1"}, "bank code"),
        ({"holder": " "}, "aria-invalid"),
        ({"holder": "1234"}, "name"),
    ],
)
def test_what_cannot_be_a_bank_account_is_refused_beside_its_field(
    work_as: WorkAs, sign_in: SignIn, wrong: dict[str, str], says: str
) -> None:
    browser = sign_in(person_behind(work_as, a_creator(work_as, "Lin", country="CN")))
    right = {"holder": "林晓雨", "account_number": "6222021234567890123", "bank_code": "102100099996"}
    answer = browser.post("/earnings/bank", data=right | wrong)
    assert answer.status_code == 422
    assert says.casefold() in words(answer).casefold()


def test_a_creator_whom_stripe_pays_has_no_such_page(work_as: WorkAs, cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(person_behind(work_as, cast.maya)).get("/earnings/bank").status_code == 404


@pytest.fixture
def file(work_as: WorkAs, cast: Cast, our_bank: None) -> BankFile:
    """A file that Ines has made."""
    lin = a_creator_with_a_bank(work_as)
    an_earning(work_as, cast.acme, lin, usd(100_00))
    a_queued_payout(work_as, lin)
    (made,) = bank_files_made(work_as, cast.ines, a_signed_batch(work_as, cast.ines, cast.jun))
    return made


def test_files_are_made_of_a_batch_that_waits_for_them(
    session: Session, work_as: WorkAs, cast: Cast, our_bank: None, sign_in: SignIn, standin: StandIn
) -> None:
    lin = a_creator_with_a_bank(work_as)
    an_earning(work_as, cast.acme, lin, usd(100_00))
    a_queued_payout(work_as, lin)
    batch = a_signed_batch(work_as, cast.ines, cast.jun)
    ines = sign_in(cast.ines)
    assert "Waiting for a file" in words(ines.get("/staff/payouts/bank-files"))
    assert ines.post(f"/staff/payouts/batches/{batch.id}/bank-files").status_code == 303
    said = words(ines.get("/staff/payouts/bank-files"))
    assert "Waiting for a file" not in said
    assert "To be signed" in said


def test_its_maker_cannot_hand_it_over_and_nobody_fetches_it_before(
    work_as: WorkAs, cast: Cast, sign_in: SignIn, file: BankFile
) -> None:
    ines, path = sign_in(cast.ines), f"/staff/payouts/bank-files/{file.id}"
    assert "somebody else with the finance duty" in words(ines.get(path))
    assert ines.post(f"{path}/hand-over", data={"code": "000000"}).status_code == 422
    assert ines.get(f"{path}/content").status_code == 303
    kim = a_set_up_staff_member(work_as, "Kim")
    signer = sign_in(kim)
    assert signer.post(f"{path}/hand-over", data={"code": "000000"}).status_code == 422
    assert "To be signed" in words(signer.get(path))
    assert signer.post(f"{path}/hand-over", data={"code": fresh_code(kim)}).status_code == 303
    assert "With the bank" in words(signer.get(path))


def test_what_the_bank_did_is_written_down_with_its_proof(
    session: Session,
    work_as: WorkAs,
    cast: Cast,
    sign_in: SignIn,
    file: BankFile,
    handed_over: Callable[[BankFile], None],
) -> None:
    handed_over(file)
    jun, path, row = sign_in(cast.jun), f"/staff/payouts/bank-files/{file.id}", file.rows[0]
    fetched = jun.get(f"{path}/content")
    assert fetched.status_code == 200
    assert "attachment" in fetched.headers["Content-Disposition"]
    assert row.payout_id.hex in words(fetched)
    without = jun.post(f"{path}/results", data={f"answer-{row.id}": ""})
    assert without.status_code == 422
    script = {"proof": (io.BytesIO(b"<script>alert(1)</script>"), "proof.pdf")}
    assert jun.post(f"{path}/results", data=script, content_type="multipart/form-data").status_code == 422
    proof = {"proof": (io.BytesIO(b"%PDF-1.7 advice"), "advice.pdf"), f"answer-{row.id}": ""}
    assert jun.post(f"{path}/results", data=proof, content_type="multipart/form-data").status_code == 303
    session.expire_all()
    assert session.get_one(BankFile, file.id).state is BankFileState.CARRIED_OUT
    assert session.get_one(Payout, row.payout_id).state is PayoutState.SENT
    assert jun.get(f"/staff/payouts/bank-proofs/{file.proofs[0].id}").data == b"%PDF-1.7 advice"
    back = jun.post(f"{path}/rows/{row.id}/bounce", data={"reason": "AC04"})
    assert back.status_code == 303
    session.expire_all()
    assert session.get_one(Payout, row.payout_id).state is PayoutState.RETURNED
    assert "The account is closed" in words(jun.get(path))
