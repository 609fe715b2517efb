"""Many payouts at once: what would be done is shown first, then each is done for itself, and every no is named."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from marketplace.base.actor import Duty, Side
from marketplace.base.errors import Refusal
from marketplace.base.text import Sentence
from marketplace.database import db
from marketplace.payouts import queries
from marketplace.payouts.actions import hold_payout, lift_hold_on, set_aside, try_again
from marketplace.payouts.forms import HoldForm
from marketplace.payouts.previews import net_totals
from marketplace.payouts.views.asking import Chosen, chosen_in
from marketplace.payouts.views.blueprint import payouts
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.language import reader_now
from marketplace.web.pages import page
from marketplace.web.sentences import say
from marketplace.work.unit import Work, unit_of_work

Verb = Callable[[Work, UUID, HoldForm], object]


def _hold(work: Work, payout_id: UUID, form: HoldForm) -> object:
    return hold_payout(work, payout_id, reason=form.chosen_reason, note=str(form.note.data))


VERBS: Mapping[str, Verb] = {
    "hold": _hold,
    "lift": lambda work, payout_id, _form: lift_hold_on(work, payout_id),
    "again": lambda work, payout_id, _form: try_again(work, payout_id),
    "aside": lambda work, payout_id, _form: set_aside(work, payout_id),
}
"""What can be done to many payouts at once: the same actions as on the page of one, asked of each row."""


SAYS: Mapping[str, Callable[[int], str]] = {
    "hold": lambda done: ngettext("One payout is on hold now.", "%(num)s payouts are on hold now.", done),
    "lift": lambda done: ngettext("One hold is lifted.", "%(num)s holds are lifted.", done),
    "again": lambda done: ngettext("One payout is tried again.", "%(num)s payouts are tried again.", done),
    "aside": lambda done: ngettext("One failed job is set aside.", "%(num)s failed jobs are set aside.", done),
}


@payouts.post("/staff/payouts/bulk/<any(hold, lift, again, aside):verb>")
@door(Side.STAFF, duty=Duty.FINANCE)
def bulk(verb: str) -> ResponseReturnValue:
    """What would be done to the chosen payouts; with `confirmed`, does it and names what could not be done."""
    chosen = chosen_in(db.session(), request.form, reader_now())
    back = url_for(".console", **_address(chosen))
    if not chosen.ids:
        flash(_("Choose at least one payout first."), "warning")
        return redirect(back, 303)
    if not request.form.get("confirmed"):
        return _preview(verb, chosen, HoldForm(formdata=None))
    form = HoldForm()
    if verb == "hold" and not form.validate():
        return _preview(verb, chosen, form), 422
    if chosen.is_all and request.form.get("seen") != str(chosen.total):
        form.form_errors.append(_("Meanwhile other payouts fit. Look at them again before you go on."))
        return _preview(verb, chosen, form), 409
    refused = _each(VERBS[verb], chosen, form)
    if not refused:
        flash(SAYS[verb](len(chosen.ids)), "success")
        return redirect(back, 303)
    rows, done = queries.chosen_payouts(db.session(), list(refused)), len(chosen.ids) - len(refused)
    return page(
        "payouts/bulk_result.html",
        done=done,
        said=SAYS[verb](done),
        refused=[(row, say(refused[row.id])) for row in rows],
        gone=len(refused) - len(rows),
        back=back,
    )


def _each(verb: Verb, chosen: Chosen, form: HoldForm) -> dict[UUID, Sentence]:
    """Does it to every row in a transaction of its own; gives the rows that said no, with what they said."""
    actor, refused = current_actor(), {}
    for payout_id in chosen.ids:
        try:
            with unit_of_work(actor) as work:
                verb(work, payout_id, form)
        except Refusal as no:
            refused[payout_id] = no.sentence
    return refused


def _preview(verb: str, chosen: Chosen, form: HoldForm) -> str:
    found = queries.chosen_payouts(db.session(), chosen.ids)
    return page(
        "payouts/bulk_preview.html",
        verb=verb,
        form=form,
        chosen=chosen,
        payouts=found,
        held=queries.open_holds_on(db.session(), found),
        totals=net_totals(found),
        back=url_for(".console", **_address(chosen)),
    )


def _address(chosen: Chosen) -> dict[str, Any]:
    return dict(chosen.wanted.as_address)
