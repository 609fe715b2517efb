"""What a brand says of itself, and which values fit."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from marketplace.accounts.countries import COUNTRY_CODES
from marketplace.accounts.errors import BadWebsite, MissingName, UnknownCountry

LONGEST_NAME = 120
LONGEST_WEBSITE = 300
_HOST = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{1,62}", re.UNICODE)


def checked_name(text: str) -> str:
    """A name of a person or a brand, without stray white space. Raises MissingName."""
    name = " ".join(text.split())
    if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable():
        raise MissingName(longest=LONGEST_NAME)
    return name


def checked_country(code: str) -> str:
    """A country by its ISO 3166-1 code. Raises UnknownCountry."""
    country = code.strip().upper()
    if country not in COUNTRY_CODES:
        raise UnknownCountry()
    return country


def checked_website(text: str) -> str:
    """A public web address; `https://` is added when it was left out. Raises BadWebsite."""
    address = text.strip()
    if address and "://" not in address:
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError as error:
        raise BadWebsite() from error
    plain = parts.scheme in ("http", "https") and not parts.username and address.isprintable() and " " not in address
    if not plain or len(address) > LONGEST_WEBSITE or not _HOST.fullmatch(host):
        raise BadWebsite()
    return address
