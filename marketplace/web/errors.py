"""Refusals and accidents become pages: what happened, what to do next, and an id to quote."""

from __future__ import annotations

import structlog
from flask import Flask, Response, g, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from marketplace.base.errors import Conflict, Forbidden, NotFound, Refusal
from marketplace.base.text import N_
from marketplace.database import db
from marketplace.web.sentences import say

log = structlog.get_logger(__name__)

STATUS = {NotFound: 404, Forbidden: 403, Conflict: 409}
_PAGES = frozenset({403, 404, 409, 422, 429, 500})
_EXPIRED_FORM = N_(
    "This form was open for too long or your cookies are blocked. Load the page again and send it once more."
)
_ACCIDENT = N_("Something went wrong on our side, and we have been told. Nothing you entered was charged or sent.")


def install(app: Flask) -> None:
    """Answers every refusal and every accident with a page."""
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(CSRFError, _expired_form)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _accident)


def status_of(refusal: Refusal) -> int:
    """The HTTP status of a refusal: 404, 403, 409, and 422 for all others."""
    return next((status for kind, status in STATUS.items() if isinstance(refusal, kind)), 422)


def _refused(refusal: Refusal) -> ResponseReturnValue:
    return _answer(status_of(refusal), say(refusal.sentence))


def _expired_form(_error: CSRFError) -> ResponseReturnValue:
    return _answer(422, say(_EXPIRED_FORM))


def _http_error(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if status < 400:
        return error
    if status == 404:
        return _answer(404, say(NotFound().sentence))
    return _answer(status, None)


def _accident(error: Exception) -> ResponseReturnValue:
    log.error("accident", route=str(request.url_rule), exc_info=error)
    db.session.rollback()
    return _answer(500, say(_ACCIDENT))


def _answer(status: int, message: str | None) -> ResponseReturnValue:
    error_id = g.get("request_id", "-")
    if request.accept_mimetypes.best == "application/json":
        return jsonify(error=message, error_id=error_id), status
    template = f"errors/{status if status in _PAGES else (500 if status >= 500 else 422)}.html"
    try:
        return render_template(template, error_id=error_id, message=message), status
    except Exception as error:  # what broke the page may break its error page too, such as a database that is away
        log.error("accident on the error page", exc_info=error)
        return Response(f"{message or status}\n\n{error_id}\n", status, mimetype="text/plain")
