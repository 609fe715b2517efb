"""Puts the stand-in together: pages, API, language and headers."""

from functools import partial
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, g, render_template, request
from jinja2 import StrictUndefined

from standins.platforms.api import api
from standins.platforms.pages import pages
from standins.platforms.store import Store
from standins.platforms.wording import LANGUAGES, say

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Vary": "Accept-Language",
}


def create_app(store: Store, *, key: str, public_url: str | None = None) -> Flask:
    app = Flask(__name__)
    app.extensions["store"] = store
    app.config.update(KEY=key, PUBLIC_URL=public_url or "", MAX_CONTENT_LENGTH=1_000_000)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["host"] = lambda link: urlsplit(link).hostname
    app.jinja_env.filters["minute"] = lambda instant: instant[:16].replace("T", " ") + " UTC"
    app.register_blueprint(pages)
    app.register_blueprint(api)

    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok", "now": store.now().isoformat()}

    @app.before_request
    def choose_language() -> None:
        g.language = request.accept_languages.best_match(LANGUAGES, "en")

    @app.context_processor
    def words() -> dict[str, Any]:
        return {"t": partial(say, g.language), "language": g.language}

    @app.errorhandler(404)
    def nothing_here(error: Exception) -> tuple[str, int]:
        return render_template("not_found.html"), 404

    @app.after_request
    def add_headers(answer: Any) -> Any:
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)
        return answer

    return app
