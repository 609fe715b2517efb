"""What every answer carries: a request id, a strict content policy, and cookies that scripts cannot read."""

from __future__ import annotations

import re

import structlog
from flask import Flask, Response, g, request
from werkzeug.middleware.proxy_fix import ProxyFix

from marketplace.base.ids import new_id
from marketplace.settings import WebSettings

log = structlog.get_logger(__name__)

_REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}")

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
        "form-action 'self'{forms}"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def install(app: Flask, web: WebSettings, *, form_targets: tuple[str, ...] = ()) -> None:
    """Puts the headers on every answer. `form_targets` are foreign addresses that a form may lead on to."""
    if web.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=web.trusted_proxies, x_proto=1, x_host=1)  # type: ignore[method-assign]
    app.config.update(
        SESSION_COOKIE_NAME="meadow",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=web.secure_cookies,
        REMEMBER_COOKIE_HTTPONLY=True,
        REMEMBER_COOKIE_SECURE=web.secure_cookies,
        WTF_CSRF_TIME_LIMIT=None,
        MAX_CONTENT_LENGTH=16 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
    )
    app.before_request(_begin)
    targets = "".join(f" {target}" for target in form_targets)

    @app.after_request
    def _finish(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value.format(forms=targets))
        if web.secure_cookies:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        response.headers["X-Request-ID"] = g.get("request_id", "-")
        if not request.path.startswith("/static"):
            response.headers.setdefault("Cache-Control", "no-store")
            log.info("answered", method=request.method, route=str(request.url_rule), status=response.status_code)
        return response


def _begin() -> None:
    given = request.headers.get("X-Request-ID", "")
    g.request_id = given if _REQUEST_ID.fullmatch(given) else str(new_id())
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)
