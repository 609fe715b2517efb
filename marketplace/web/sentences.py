"""Says the domain's sentences in the reader's language, zone and number format."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from flask_babel import gettext
from markupsafe import Markup

from marketplace.base.money import Money
from marketplace.base.text import Sentence
from marketplace.web import filters


def say(sentence: Sentence | str) -> str:
    """A sentence of the domain, translated, with its values formatted for the reader."""
    if isinstance(sentence, str):
        return str(gettext(sentence))
    translated = str(gettext(sentence.pattern))
    return translated % {name: shown(value) for name, value in sentence.values.items()}


def shown(value: Any) -> str:
    """One value as a reader expects it."""
    if isinstance(value, Sentence):
        return say(value)
    if isinstance(value, tuple):
        return _listed([shown(one) for one in value])
    if isinstance(value, Money):
        return filters.money(value)
    if isinstance(value, datetime):
        return filters.moment(value)
    if isinstance(value, date):
        return filters.day(value)
    if isinstance(value, StrEnum):
        return filters.label(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return filters.number(value)
    return str(value) if not isinstance(value, Markup) else str(value)


def _listed(parts: Sequence[str]) -> str:
    """Things one after the other."""
    listed = parts[0] if parts else "–"
    for part in parts[1:]:
        listed = str(gettext("%(listed)s; %(next)s", listed=listed, next=part))
    return listed
