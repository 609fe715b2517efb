"""The public side of the book: daily roots that anybody can keep, and compare later."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Response, jsonify
from flask.typing import ResponseReturnValue

from marketplace.base.errors import NotFound
from marketplace.database import db
from marketplace.ledger import queries
from marketplace.ledger.roots import VERIFIER, daily_roots, last_final_day, links_of
from marketplace.ledger.views.blueprint import ledger
from marketplace.web.doors import open_to_all
from marketplace.web.language import reader_now
from marketplace.web.pages import page


@ledger.get("/open-books")
@open_to_all
def open_books() -> ResponseReturnValue:
    """What stands for everything booked until each day, and how to hold us to it."""
    session = db.session()
    return page(
        "ledger/open_books.html",
        roots=daily_roots(session, reader_now()),
        check=queries.last_check(session),
        verifier=VERIFIER,
    )


@ledger.get("/open-books.json")
@open_to_all
def open_books_json() -> ResponseReturnValue:
    """The same for programs."""
    session = db.session()
    check = queries.last_check(session)
    told: dict[str, Any] = {
        "roots": [
            {"day": root.day.isoformat(), "root": root.hash, "journals": root.journals, "of_day": root.of_day}
            for root in daily_roots(session, reader_now())
        ],
        "last_check": {"at": check.checked_at.isoformat(), "every_invariant_held": not check.broken} if check else None,
    }
    return jsonify(told)


@ledger.get("/open-books/<day>.jsonl")
@open_to_all
def open_books_day(day: str) -> ResponseReturnValue:
    """The links of a day, from which anybody can derive its root again. Raises NotFound for a day that is not over."""
    try:
        asked = date.fromisoformat(day)
    except ValueError as error:
        raise NotFound() from error
    if asked > last_final_day(reader_now()):
        raise NotFound()
    return Response("".join(links_of(db.session(), asked)), mimetype="application/jsonl")
