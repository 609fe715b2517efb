"""The pages people see: where they pay, where they say who they are, and an overview."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from standins.payments import money
from standins.payments.events import Cause
from standins.payments.identifiers import new_id
from standins.payments.paying import OUTCOMES, method_of, pay
from standins.payments.resources.accounts import set_status, status_of
from standins.payments.saving import save, ways_to_save
from standins.payments.store import PLATFORM, Document, Store, Transaction

pages = Blueprint("pages", __name__)

_RECENT = 20
_NO_PLACE = "https://invalid.invalid"


def _store() -> Store:
    store: Store = current_app.extensions["store"]
    return store


@pages.get("/")
def overview() -> ResponseReturnValue:
    """What the stand-in holds, and its latest transfers."""
    with _store().change() as tx:
        accounts = tx.select("v2.core.account", most=_RECENT)
        names = {account["id"]: account["display_name"] or account["id"] for account in accounts}
        owners = [(PLATFORM, None), *((account["id"], names[account["id"]]) for account in accounts)]
        return render_template(
            "overview.html",
            holders=[(name, status, held) for name, status, held in _holders(tx, owners)],
            transfers=tx.select("transfer", most=_RECENT),
            names=names,
            sound=money.invariants(tx)["ok"],
            undelivered=tx.run("SELECT COUNT(*) AS n FROM deliveries WHERE delivered_at IS NULL")[0]["n"],
        )


@pages.get("/pay/<id>")
def pay_page(id: str) -> ResponseReturnValue:
    """The page on which a session is paid."""
    with _store().change() as tx:
        session = tx.find(id, "checkout.session")
        return _pay_page(tx, session) if session else _not_found()


@pages.post("/pay/<id>")
def paid(id: str) -> ResponseReturnValue:
    """Somebody pays; asked twice, the money moves once."""
    with _store().change() as tx:
        session = tx.find(id, "checkout.session")
        if session is None:
            return _not_found()
        outcome = request.form.get("outcome", "")
        if session["status"] == "open":
            if outcome not in _ways(session):
                return _pay_page(tx, session, refusal="Choose how you want to pay."), 422
            if session["mode"] == "setup":
                session = save(tx, session, outcome)
            else:
                session = pay(tx, session, outcome, current_app.config["RULES"])
        if session["status"] == "open":
            return _pay_page(tx, session, refusal="Your card was declined. Try another way to pay."), 402
        if session["status"] == "expired":
            return _pay_page(tx, session), 410
        return redirect(_where_to(session), 303)


@pages.get("/onboard/<token>")
def open_link(token: str) -> ResponseReturnValue:
    """Opens onboarding; a link that was used or is too old leads back to where a new one is made."""
    with _store().change() as tx:
        link = tx.find(token, "v2.core.account_link")
        if link is None:
            return _not_found()
        hidden, flow = tx.hidden(token), link["use_case"][link["use_case"]["type"]]
        if hidden["used"] or hidden["expires"] < tx.now:
            return redirect(flow["refresh_url"], 303)
        tx.hide(token, {**hidden, "used": True})
        visit = tx.add(
            {
                "id": new_id("visit_", 32),
                "object": "onboarding_visit",
                "account": link["account"],
                "return_url": flow.get("return_url"),
            }
        )
    return redirect(url_for("pages.onboarding", id=visit["id"]), 303)


@pages.get("/onboarding/<id>")
def onboarding(id: str) -> ResponseReturnValue:
    """The page on which somebody says who they are and where their money goes."""
    with _store().change() as tx:
        visit, account = _visit(tx, id)
        if visit is None or account is None:
            return _not_found()
        _may_lead_to(visit["return_url"])
        return render_template("onboarding.html", visit=visit, account=account, status=status_of(account))


@pages.post("/onboarding/<id>")
def onboarded(id: str) -> ResponseReturnValue:
    """Somebody has finished, has handed in papers that are checked, or leaves for now."""
    with _store().change() as tx:
        visit, account = _visit(tx, id)
        if visit is None or account is None:
            return _not_found()
        outcome = request.form.get("outcome", "")
        if outcome not in ("finish", "review", "later"):
            _may_lead_to(visit["return_url"])
            return render_template("onboarding.html", visit=visit, account=account, status=status_of(account)), 422
        if status_of(account) in ("restricted", "pending"):
            if outcome == "finish":
                set_status(tx, account, "active", Cause())
            elif outcome == "review":
                set_status(tx, account, "pending", Cause())
                tx.remind(tx.now + current_app.config["RULES"].review_takes_seconds, "review_ends", account["id"])
        if visit["return_url"]:
            return redirect(visit["return_url"], 303)
        return redirect(url_for("pages.onboarding", id=id), 303)


def _pay_page(tx: Transaction, session: Document, refusal: str | None = None) -> str:
    if (session["locale"] or "auto").lower().startswith("zh"):
        g.language = "zh"
    _may_lead_to(session["success_url"])
    lines = tx.hidden(session["id"])["line_items"]["data"]
    return render_template(
        "pay.html", session=session, lines=lines, refusal=refusal, back=_where_to(session), ways=_ways(session)
    )


def _ways(session: Document) -> list[str]:
    if session["mode"] == "setup":
        return ways_to_save(session)
    types, currency = session["payment_method_types"], session["currency"]
    return [way for way in OUTCOMES if method_of(way, currency) in types]


def _where_to(session: Document) -> str:
    return str(session["success_url"]).replace("{CHECKOUT_SESSION_ID}", session["id"])


def _may_lead_to(address: str | None) -> None:
    """A browser follows a form to another site only when the page has said that it may."""
    parts = urlsplit(address or _NO_PLACE)
    g.form_target = f"{parts.scheme}://{parts.netloc}"


def _visit(tx: Transaction, id: str) -> tuple[Document | None, Document | None]:
    visit = tx.find(id, "onboarding_visit")
    return visit, tx.find(visit["account"], "v2.core.account") if visit else None


def _holders(tx: Transaction, owners: list[tuple[str, str | None]]) -> list[tuple[str | None, str | None, Any]]:
    rows = []
    for owner, name in owners:
        account = tx.find(owner) if owner else None
        rows.append((name, status_of(account) if account else None, money.balances(tx, owner)))
    return rows


def _not_found() -> ResponseReturnValue:
    return render_template("not_found.html"), 404
