"""The reader's language and time zone: from their account, a cookie, or what the browser asks for."""

from __future__ import annotations

from datetime import datetime

from flask import Flask, g, has_request_context, request
from flask_babel import Babel
from flask_login import current_user

from marketplace.base.clock import system_clock
from marketplace.database import db
from marketplace.work.instants import instant_of

LANGUAGES = {"en": "English", "zh": "简体中文", "zh_Hant": "繁體中文"}
"""The languages of the site: our code and its own name."""

HTML_LANGUAGES = {"en": "en", "zh": "zh-CN", "zh_Hant": "zh-Hant"}
LANGUAGE_COOKIE = "language"

_ACCEPTED = {"en": "en", "zh-hant": "zh_Hant", "zh-tw": "zh_Hant", "zh-hk": "zh_Hant", "zh": "zh", "zh-cn": "zh"}


def install(app: Flask) -> None:
    """Wires the catalogues."""
    Babel(
        app,
        default_locale="en",
        default_translation_directories="translations",
        locale_selector=current_language,
        timezone_selector=current_zone,
    )


def current_language() -> str:
    """The code of the language this request is answered in."""
    if not has_request_context():
        return str(g.get("language", "en")) if g else "en"
    chosen = request.args.get("lang") or request.cookies.get(LANGUAGE_COOKIE)
    if chosen in LANGUAGES:
        return chosen
    if current_user and current_user.is_authenticated and current_user.language in LANGUAGES:
        return str(current_user.language)
    for wanted, _quality in request.accept_languages:
        for length in (len(wanted), 7, 5, 2):
            if code := _ACCEPTED.get(wanted.lower()[:length]):
                return code
    return "en"


def current_zone() -> str | None:
    """The reader's time zone; none falls back to UTC."""
    if has_request_context() and current_user and current_user.is_authenticated:
        return str(current_user.time_zone) or None
    return None


def reader_now() -> datetime:
    """The instant that pages count from: the same clock the actions use."""
    if "reader_now" not in g:
        g.reader_now = instant_of(db.session()) if has_request_context() else system_clock()
    now: datetime = g.reader_now
    return now
