"""Slots: a page leaves a named place that a higher package fills; `app.py` holds the table of who fills what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import current_app
from markupsafe import Markup

Filling = Callable[..., str]


def slot(name: str, **things: Any) -> Markup:
    """What the packages above put into this place; nothing when nobody fills it."""
    fillings: Mapping[str, tuple[Filling, ...]] = current_app.extensions["slots"]
    # Fillings are our own rendered templates, escaped where they were rendered.
    return Markup("").join(Markup(filling(**things)) for filling in fillings.get(name, ()))
