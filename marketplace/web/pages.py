"""Whole pages and blocks of pages."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import current_app, render_template, request, url_for


def page(template: str, **values: Any) -> str:
    """Renders a page with what it needs; everything shared comes from the context processors."""
    return render_template(template, **values)


def wants_block() -> bool:
    """Whether htmx asked, so that only the changed part needs to be answered."""
    return request.headers.get("HX-Request") == "true"


def page_number() -> int:
    """The page of a list that the address asks for; the first when it asks for nonsense."""
    raw = request.args.get("page", "1")
    return max(1, int(raw)) if raw.isdecimal() and len(raw) < 7 else 1


def safe_next(fallback: str) -> str:
    """Where to go on to after signing in: an address of this site only."""
    wanted = request.values.get("next", "")
    parts = urlsplit(wanted)
    inside = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and not parts.netloc and not parts.scheme
    return wanted if inside and "\\" not in wanted else fallback


def public_url(endpoint: str, **values: object) -> str:
    """The address of a page as the outside world knows it."""
    return str(current_app.config["PUBLIC_URL"]).rstrip("/") + url_for(endpoint, **values)  # type: ignore[arg-type]
