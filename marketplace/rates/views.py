"""Reference rates: finance staff enter them, and pages with several currencies show one sum by them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.base.actor import Duty, Side
from marketplace.base.money import Money
from marketplace.database import db
from marketplace.ledger.chart import AccountClass
from marketplace.ledger.queries import FamilyTotal
from marketplace.rates import queries
from marketplace.rates.actions import enter_file
from marketplace.rates.converting import EURO, OLDEST, about
from marketplace.rates.errors import FileRefused
from marketplace.rates.forms import RatesForm
from marketplace.rates.reading import Wrong
from marketplace.rates.states import Source
from marketplace.wallets.currencies import CURRENCIES
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.language import reader_now
from marketplace.web.pages import page, safe_next
from marketplace.work.unit import unit_of_work

rates = Blueprint("rates", __name__)

SHOWN_IN = "shown_in"
"""The cookie that remembers in which currency a reader likes sums."""

_MOST_LINES_SHOWN = 20


@rates.get("/staff/rates")
@door(Side.STAFF, duty=Duty.FINANCE)
def index() -> ResponseReturnValue:
    """The latest rate of each currency, and where a table is handed in."""
    return _page(RatesForm(formdata=None))


@rates.post("/staff/rates")
@door(Side.STAFF, duty=Duty.FINANCE)
def enter() -> ResponseReturnValue:
    """Takes a table of the European Central Bank, whole or not at all."""
    form, sent = RatesForm(), request.files.get("table")
    if not form.validate() or sent is None:
        return _page(form), 422
    try:
        with unit_of_work(current_actor()) as work:
            entered = enter_file(work, sent.read().decode("utf-8"))
    except UnicodeDecodeError:
        form.table.errors = [_("This is no text. Unpack the bank's archive first.")]
        return _page(form), 422
    except FileRefused as refusal:
        form.refuse(refusal, "table")
        return _page(form, refusal.wrong), 422
    flash(_("%(new)s rates are new, %(changed)s changed, %(known)s were known.", **vars(entered)), "success")
    return redirect(url_for(".index"), 303)


@rates.get("/shown-in/<code>")
@door(Side.BRAND, Side.STAFF)
def choose(code: str) -> ResponseReturnValue:
    """Remembers on this device in which currency sums are shown, and goes back to where the reader was."""
    answer = redirect(safe_next(url_for("home.desk")), 303)
    if code in CURRENCIES:
        answer.set_cookie(
            SHOWN_IN, code, max_age=365 * 86400, samesite="Lax", httponly=True, secure=request.is_secure
        )  # fmt: skip
    return answer


def wallet_total(balances: Mapping[str, Money]) -> str:
    """What a brand's page shows of its wallets together; nothing while there is one currency."""
    return _sums([(None, list(balances.values()))]) if len(balances) > 1 else ""


def ledger_totals(totals: Sequence[FamilyTotal]) -> str:
    """What the page of the ledger shows of each class of accounts over all currencies."""
    rows = [(one, [row.total for row in totals if row.account_class is one]) for one in AccountClass]
    several = len({row.total.currency for row in totals if row.total}) > 1
    return _sums([(one, amounts) for one, amounts in rows if any(amounts)]) if several else ""


def own_total(amounts: Sequence[Money]) -> str:
    """What the page of our own money shows of it together."""
    return _sums([(None, amounts)]) if len([one for one in amounts if one]) > 1 else ""


def _sums(rows: Sequence[tuple[AccountClass | None, Sequence[Money]]]) -> str:
    chosen, today = request.cookies.get(SHOWN_IN, EURO), reader_now().date()
    into = chosen if chosen in CURRENCIES else EURO
    known = queries.rates_until(db.session(), today)
    return page(
        "rates/_sums.html",
        rows=[(one, about(amounts, into, known, today)) for one, amounts in rows],
        into=into,
        currencies=CURRENCIES,
        here=request.full_path.rstrip("?"),
        Source=Source,
    )


def _page(form: RatesForm, wrong: Sequence[Wrong] = ()) -> str:
    session = db.session()
    return page(
        "rates/index.html",
        latest=queries.latest_rates(session),
        days=queries.days_kept(session),
        form=form,
        wrong=wrong[:_MOST_LINES_SHOWN],
        more=max(0, len(wrong) - _MOST_LINES_SHOWN),
        oldest=reader_now().date() - OLDEST,
        Source=Source,
    )
