"""Small choices a reader makes on any page: the language."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from marketplace.web.doors import open_to_all
from marketplace.web.language import LANGUAGE_COOKIE, LANGUAGES
from marketplace.web.pages import safe_next

preferences = Blueprint("preferences", __name__)


@preferences.get("/language/<code>")
@open_to_all
def language(code: str) -> ResponseReturnValue:
    """Remembers the language on this device and goes back to where the reader was."""
    answer = redirect(safe_next(url_for("home.landing")), 303)
    if code in LANGUAGES:
        answer.set_cookie(
            LANGUAGE_COOKIE, code, max_age=365 * 86400, samesite="Lax", httponly=True, secure=request.is_secure
        )
    return answer
