"""Template filters: money, numbers, times and labels in the reader's language and zone."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from babel import Locale
from babel.dates import format_skeleton, format_timedelta
from babel.numbers import format_compact_decimal, format_currency, format_decimal, format_percent
from flask import Flask
from flask_babel import format_date, get_locale, get_timezone, gettext

from marketplace.base.money import Money
from marketplace.web.language import reader_now


def install(app: Flask) -> None:
    """Gives every template the filters of this file."""
    app.jinja_env.filters.update(
        money=money, money_whole=money_whole, compact=compact, number=number, percent=percent, date=day,
        datetime=moment, month_name=month_name, ago=ago, until=until, label=label, tone=tone, country=country_name,
        language_name=language_name,
    )  # fmt: skip


def money(value: Money) -> str:
    """An amount with its currency sign: $1,200.00, ¥1,200.00 in Chinese, CN¥1,200.00 in English."""
    return format_currency(value.decimal, value.currency, locale=_locale())


def money_whole(value: Money) -> str:
    """An amount of which only whole units are worth saying: $1,200."""
    return format_currency(
        value.decimal, value.currency, format="¤#,##0", locale=_locale(), currency_digits=False
    )  # fmt: skip


def compact(value: float | None) -> str:
    """A short number: 86K, 8.6万, 165. A dash for nothing."""
    if value is None:
        return "–"
    if abs(value) < 1000:
        return number(round(value) if abs(value) >= 10 else round(value, 1))
    return format_compact_decimal(value, locale=_locale(), fraction_digits=1)


def number(value: float | None) -> str:
    """A number with the reader's separators and at most two digits after the point."""
    return "–" if value is None else format_decimal(round(value, 2), locale=_locale())


def percent(value: float | None, digits: int = 0) -> str:
    """A ratio of 0–1 as a percentage."""
    if value is None:
        return "–"
    pattern = "#,##0%" if digits == 0 else f"#,##0.{'0' * digits}%"
    return format_percent(value, format=pattern, locale=_locale())


def day(value: date | datetime | None) -> str:
    """A date: 24 Nov 2026, 2026年11月24日."""
    return "–" if value is None else str(format_date(value, "medium"))


def month_name(year: int, month: int) -> str:
    """A month in words: November 2026, 2026年11月."""
    return str(format_skeleton("yMMMM", date(year, month, 1), locale=_locale()))


def moment(value: datetime | None) -> str:
    """A date with its time to the minute, in the reader's zone."""
    if value is None:
        return "–"
    zone, locale = get_timezone(), _locale()
    day_part = format_skeleton("yMMMd", value, tzinfo=zone, locale=locale)
    return f"{day_part} {format_skeleton('Hm', value, tzinfo=zone, locale=locale)}"


def ago(value: datetime | date | None) -> str:
    """How long since: "3 days ago"."""
    if value is None:
        return "–"
    return format_timedelta(_instant(value) - reader_now(), add_direction=True, locale=_locale(), threshold=1.1)


def until(value: datetime | None) -> str:
    """How long is left: "2 days", or that the time is over."""
    if value is None:
        return "–"
    left = value - reader_now()
    if left <= timedelta(0):
        return str(gettext("time is over"))
    return format_timedelta(left, locale=_locale(), threshold=1.5)


def label(value: StrEnum | None) -> str:
    """The words for a state or a kind, from the LABELS table of the file that defines it."""
    if value is None:
        return "–"
    return str(gettext(_table(value, "LABELS").get(value, value.value.replace("_", " "))))


def tone(value: StrEnum | None) -> str:
    """The colour of a state, from the TONES table of the file that defines it."""
    return _table(value, "TONES").get(value, "neutral") if value is not None else "neutral"


def country_name(code: str) -> str:
    """A country in the reader's language."""
    return str(_babel().territories.get(code, code))


def language_name(code: str) -> str:
    """A language in the reader's language."""
    return str(_babel().languages.get(code, code))


def _table(value: StrEnum, name: str) -> dict[StrEnum, str]:
    table: dict[StrEnum, str] = getattr(sys.modules[type(value).__module__], name, {})
    return table


def _instant(value: datetime | date) -> datetime:
    return value if isinstance(value, datetime) else datetime(value.year, value.month, value.day, tzinfo=UTC)


def _babel() -> Locale:
    return get_locale() or Locale("en")


def _locale() -> str:
    return str(_babel())
