"""Two at once about one bank file: one wins, the other gets a clear no."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from marketplace.base.errors import Conflict
from marketplace.payouts import actions as payouts
from marketplace.payouts.errors import NothingForTheBank
from marketplace.payouts.models import BankFile
from marketplace.payouts.states import BankReason
from marketplace.work.unit import unit_of_work
from tests.builders.payouts import (
    a_creator_with_a_bank,
    a_queued_payout,
    a_signed_batch,
    an_earning,
    bank_files_made,
    usd,
)
from tests.payouts.cast import Cast
from tests.payouts.races.conftest import Look, sums_hold


def at_the_bank(cast: Cast, *, handed_over: bool = True) -> tuple[UUID, list[UUID]]:
    """A bank file of one payout, and the ids of its rows."""
    lin = a_creator_with_a_bank(unit_of_work)
    an_earning(unit_of_work, cast.acme, lin, usd(100_00))
    a_queued_payout(unit_of_work, lin)
    batch = a_signed_batch(unit_of_work, cast.ines, cast.jun)
    (file,) = bank_files_made(unit_of_work, cast.ines, batch)
    if handed_over:
        with unit_of_work(cast.jun.actor) as work:
            payouts.hand_over_bank_file(work, file.id)
    return file.id, [row.id for row in file.rows]


def test_two_people_make_one_bank_file(
    at_once: Callable[..., list[Any]], committed: Look, cast: Cast, our_bank: None
) -> None:
    with committed():
        lin = a_creator_with_a_bank(unit_of_work)
        an_earning(unit_of_work, cast.acme, lin, usd(100_00))
        a_queued_payout(unit_of_work, lin)
        batch_id = a_signed_batch(unit_of_work, cast.ines, cast.jun).id
        makers = [cast.ines.actor, cast.jun.actor, cast.ines.actor]

    def make(actor: Any) -> Callable[[], str]:
        def making() -> str:
            with unit_of_work(actor) as work:
                payouts.make_bank_files(work, batch_id)
            return "made"

        return making

    results = at_once([make(actor) for actor in makers])
    assert results.count("made") == 1
    assert sum(isinstance(result, NothingForTheBank) for result in results) == 2
    with committed() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(BankFile)) == 1
    sums_hold(committed)


def test_hand_over_against_cancel_has_one_winner(
    at_once: Callable[..., list[Any]], committed: Look, cast: Cast, our_bank: None
) -> None:
    with committed():
        file_id, _ = at_the_bank(cast, handed_over=False)
        jun = cast.jun.actor

    def hand_over() -> str:
        with unit_of_work(jun) as work:
            return payouts.hand_over_bank_file(work, file_id).state.value

    def cancel() -> str:
        with unit_of_work(jun) as work:
            return payouts.cancel_bank_file(work, file_id).state.value

    results = at_once([hand_over, cancel, hand_over])
    assert sum(isinstance(result, str) for result in results) == 1
    assert sum(isinstance(result, Conflict) for result in results) == 2
    sums_hold(committed)


def test_what_the_bank_did_is_written_down_once(
    at_once: Callable[..., list[Any]], committed: Look, cast: Cast, our_bank: None
) -> None:
    with committed():
        file_id, rows = at_the_bank(cast)
        jun = cast.jun.actor

    def write_down(answer: BankReason | None) -> Callable[[], str]:
        def writing() -> str:
            with unit_of_work(jun) as work:
                proof = payouts.Proof("advice.pdf", b"%PDF-1.7")
                payouts.record_carried_out(work, file_id, proof=proof, answers=dict.fromkeys(rows, answer))
            return "written"

        return writing

    results = at_once([write_down(None), write_down(BankReason.AC04), write_down(None)])
    assert results.count("written") == 1
    assert sum(isinstance(result, Conflict) for result in results) == 2
    sums_hold(committed)


def test_a_payment_bounces_once(at_once: Callable[..., list[Any]], committed: Look, cast: Cast, our_bank: None) -> None:
    with committed():
        file_id, rows = at_the_bank(cast)
        jun = cast.jun.actor
        with unit_of_work(jun) as work:
            proof = payouts.Proof("advice.pdf", b"%PDF-1.7")
            payouts.record_carried_out(work, file_id, proof=proof, answers=dict.fromkeys(rows))

    def bounce() -> str:
        with unit_of_work(jun) as work:
            payouts.record_bounce(work, rows[0], BankReason.BE01)
        return "bounced"

    results = at_once([bounce] * 3)
    assert results.count("bounced") == 1
    assert sum(isinstance(result, Conflict) for result in results) == 2
    sums_hold(committed)
