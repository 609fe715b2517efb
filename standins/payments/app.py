"""Puts the stand-in together: the API, the pages, the controls, language and headers."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, abort, g, render_template, request
from flask.typing import ResponseReturnValue
from jinja2 import StrictUndefined

from standins.payments.accidents import accidents
from standins.payments.api import Api
from standins.payments.control import control
from standins.payments.money import Rules
from standins.payments.pages import pages
from standins.payments.recording import Recorder
from standins.payments.store import Store
from standins.payments.wording import LANGUAGES, amount, say

_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'{}; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Vary": "Accept-Language",
}
_MOST_BYTES = 1_000_000


def create_app(store: Store, *, api_key: str, rules: Rules, site: str = "", recorder: Recorder | None = None) -> Flask:
    """The program as a WSGI application; `site` is the address it is reached at."""
    app = Flask(__name__)
    app.extensions["store"] = store
    app.config.update(RULES=rules, SITE=site, MAX_CONTENT_LENGTH=_MOST_BYTES, MAX_FORM_MEMORY_SIZE=_MOST_BYTES)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["amount"] = amount
    api = Api(store, api_key, rules, recorder=recorder)
    app.config["IN_FLIGHT"] = api.in_flight

    @app.route("/v1/<path:_>", methods=["GET", "POST", "DELETE"])
    @app.route("/v2/<path:_>", methods=["GET", "POST", "DELETE"])
    def call(_: str) -> Response:
        return api.answer(request, app.config["SITE"])

    app.register_blueprint(pages)
    app.register_blueprint(control)
    app.register_blueprint(accidents)
    _add_language_and_headers(app)
    return app


def _add_language_and_headers(app: Flask) -> None:
    @app.before_request
    def before() -> None:
        g.language = request.accept_languages.best_match(LANGUAGES, "en")
        origin = request.headers.get("Origin")
        if request.method != "GET" and origin and urlsplit(origin).netloc != request.host:
            abort(403)

    @app.context_processor
    def words() -> dict[str, Any]:
        return {"t": partial(say, g.language), "language": g.language}

    @app.errorhandler(404)
    def nothing_here(error: Exception) -> ResponseReturnValue:
        return render_template("not_found.html"), 404

    @app.after_request
    def add_headers(answer: Response) -> Response:
        target = g.get("form_target")
        answer.headers["Content-Security-Policy"] = _POLICY.format(f" {target}" if target else "")
        for name, value in _HEADERS.items():
            answer.headers.setdefault(name, value)
        return answer
