"""The time zones people choose from, by the names of their cities in the reader's language."""

from __future__ import annotations

from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global
from babel.dates import get_timezone_gmt, get_timezone_location
from flask_babel import get_locale

from marketplace.base.clock import system_clock

_CONTINENTS = (
    "Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/",
)  # fmt: skip


def zone_choices(also: str | None = None) -> list[tuple[str, str]]:
    """(zone, "GMT+08:00 Shanghai") from west to east; each place under one of its names, and `also` in any case."""
    language, now = str(get_locale() or "en"), system_clock()
    zones = {"UTC": "UTC", **_cities(language)}
    if also in available_timezones():
        zones.setdefault(also, _city(also, language))
    ahead = {zone: now.astimezone(ZoneInfo(zone)) for zone in zones}
    in_order = sorted(zones, key=lambda zone: (ahead[zone].utcoffset(), zone != "UTC", zones[zone]))
    return [(zone, f"{get_timezone_gmt(ahead[zone], locale=language)} {zones[zone]}") for zone in in_order]


@cache
def _cities(language: str) -> dict[str, str]:
    """Zones with their cities, as far as the language names them; second names of a zone are left out."""
    named, aliases = Locale.parse(language).time_zones, get_global("zone_aliases")
    everywhere = [zone for zone in available_timezones() if zone.startswith(_CONTINENTS) and zone not in aliases]
    return {zone: _city(zone, language) for zone in everywhere if zone in named or language.startswith("en")}


def _city(zone: str, language: str) -> str:
    return get_timezone_location(zone, locale=language, return_city=True)
