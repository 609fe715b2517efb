"""The outbox: pages for people, JSON for tests."""

from functools import partial
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, abort, g, jsonify, redirect, render_template, request, url_for
from jinja2 import StrictUndefined

from standins.mail.faults import Faults
from standins.mail.reading import read
from standins.mail.store import Kept, Store
from standins.mail.wording import LANGUAGES, say

MOST = 100
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Vary": "Accept-Language",
}
# A letter may bring its own styles, but no script, no form and nothing from elsewhere.
LETTER_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; "
    "img-src data:; frame-ancestors 'self'"
)


def create_app(store: Store, faults: Faults) -> Flask:
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 100_000
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["minute"] = lambda instant: instant[:16].replace("T", " ") + " UTC"
    _add_language_and_headers(app)
    _add_pages(app, store)
    _add_api(app, store, faults)
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

    @app.after_request
    def add_headers(answer: Any) -> Any:
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)
        return answer

    @app.errorhandler(404)
    def nothing_here(error: Exception) -> tuple[Any, int]:
        if request.path.startswith("/api/"):
            return jsonify(error={"code": "not_found", "message": "There is no such message."}), 404
        return render_template("not_found.html"), 404


def _add_pages(app: Flask, store: Store) -> None:
    def kept_or_404(number: int) -> Kept:
        return store.message(number) or abort(404)

    @app.get("/")
    def outbox() -> str:
        to = request.args.get("to", "").strip()
        letters = [(kept, read(kept)) for kept in store.newest(to, MOST)]
        return render_template("outbox.html", letters=letters, to=to, most=MOST)

    @app.get("/messages/<int:number>")
    def message(number: int) -> str:
        kept = kept_or_404(number)
        return render_template("message.html", kept=kept, letter=read(kept))

    @app.get("/messages/<int:number>/html")
    def letter(number: int) -> Any:
        # Links leave the frame: a site that refuses to be framed could not be opened otherwise.
        page = '<!doctype html><base target="_blank">' + read(kept_or_404(number)).html
        return page, {"Content-Security-Policy": LETTER_POLICY}

    @app.post("/deletion")
    def delete_all() -> Any:
        store.delete_all()
        return redirect(url_for("outbox"), 303)


def _add_api(app: Flask, store: Store, faults: Faults) -> None:
    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/api/messages")
    def messages() -> Any:
        return jsonify(messages=[_as_json(kept) for kept in store.newest(request.args.get("to", "").strip(), 1000)])

    @app.get("/api/messages/<int:number>")
    def one_message(number: int) -> Any:
        return jsonify(_as_json(store.message(number) or abort(404)))

    @app.delete("/api/messages")
    def delete_messages() -> Any:
        store.delete_all()
        return "", 204

    @app.post("/_standin/faults")
    def order_faults() -> Any:
        try:
            faults.order(request.get_json(silent=True))
        except ValueError as why:
            return jsonify(error={"code": "wrong_fault", "message": str(why)}), 422
        return "", 204

    @app.delete("/_standin/faults")
    def clear_faults() -> Any:
        faults.clear()
        return "", 204


def _as_json(kept: Kept) -> dict[str, Any]:
    letter = read(kept)
    return {
        "id": kept.id,
        "received_at": kept.received_at,
        "from": kept.sender,
        "to": kept.recipients,
        "encrypted": kept.encrypted,
        "subject": letter.subject,
        "text": letter.text,
        "html": letter.html,
        "links": letter.links,
        "headers": letter.headers,
    }
