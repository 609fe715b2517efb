"""Countries by their ISO 3166-1 code, with names in the reader's language."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale

# CLDR lists these beside the countries: unions, outlying areas, test codes.
_NOT_COUNTRIES = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})

COUNTRY_CODES: frozenset[str] = (
    frozenset(code for code in map(str, Locale("en").territories) if re.fullmatch("[A-Z]{2}", code)) - _NOT_COUNTRIES
)


@cache
def country_choices(locale: str) -> tuple[tuple[str, str], ...]:
    """Every country as (code, name), sorted by its name in a language (`en`, `zh`, `zh_Hant`)."""
    names = Locale.parse(locale).territories
    return tuple(sorted(((code, names.get(code, code)) for code in COUNTRY_CODES), key=lambda pair: pair[1]))
