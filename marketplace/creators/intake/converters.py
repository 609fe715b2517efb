"""The closed table of converters: from what a file says to what we keep, or why it does not fit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale

from marketplace.accounts.countries import COUNTRY_CODES
from marketplace.base.money import Money
from marketplace.creators.errors import BadHandle
from marketplace.creators.handles import normal_handle
from marketplace.creators.intake.problems import Unfit, UnfitFile, shown
from marketplace.creators.niches import niches_named_in
from marketplace.creators.states import CURRENCIES

Converter = Callable[[Any], Any]

LONGEST_TEXT = 20_000
LARGEST_COUNT = 10**13
LONGEST_NUMBER = 40
EARLIEST, LATEST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)

_UNITS = {"k": 10**3, "w": 10**4, "万": 10**4, "萬": 10**4, "m": 10**6, "亿": 10**8, "億": 10**8}
_NUMBER = re.compile(r"(-?[\d,]*\.?\d+|-?[\d,]+\.?)\s*([kwm万萬亿億]?)\+?")
_TRUTHS = {
    "true": True, "yes": True, "y": True, "1": True, "1.0": True, "是": True, "有": True,
    "false": False, "no": False, "n": False, "0": False, "0.0": False, "否": False, "无": False,
}  # fmt: skip
_SHARE = re.compile(r"\s*(?:\d+[.)]?\s+)?(\S.*?)\s+(\d+(?:\.\d+)?)\s*%\s*")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]+(.+))?")


def text(value: Any) -> str:
    """Words as they are, without characters that no page can show."""
    if isinstance(value, (dict, list)):
        raise Unfit(f"{shown(value)} is a list or an object", "a text")
    said = str(value).replace("\r\n", "\n").replace("\0", "").strip()
    try:
        said.encode()
    except UnicodeEncodeError as error:
        raise Unfit("the text holds bytes that are no characters", "a file saved as UTF-8 or GB18030") from error
    if len(said) > LONGEST_TEXT:
        raise Unfit(f"the text has {len(said)} characters", f"at most {LONGEST_TEXT} characters")
    return said


def handle(value: Any) -> str:
    """The name of a channel."""
    try:
        return normal_handle(text(value))
    except BadHandle as error:
        raise Unfit(f"{shown(value)} is no handle", "1 to 64 letters, digits, dots, hyphens or underscores") from error


def decimal(value: Any) -> Decimal:
    """A number, also as 1,234.5, 8.6万, 86k or 10万+."""
    said = unicodedata.normalize("NFKC", text(value)).casefold()
    found = _NUMBER.fullmatch(said) if len(said) <= LONGEST_NUMBER else None
    try:
        plain = Decimal(found[1].replace(",", "")) * _UNITS.get(found[2], 1) if found else Decimal(said)
    except InvalidOperation as error:
        raise Unfit(f"{shown(value)} is no number", "a number such as 1234, 1,234.5 or 8.6万") from error
    if isinstance(value, bool) or not plain.is_finite():
        raise Unfit(f"{shown(value)} is no number", "a number such as 1234, 1,234.5 or 8.6万")
    if abs(plain) > LARGEST_COUNT:
        raise Unfit(f"{shown(value)} is too large", f"a number up to {LARGEST_COUNT}")
    return plain


def integer(value: Any) -> int:
    """A count: a whole number, zero or more."""
    number = decimal(value)
    if number != number.to_integral_value() or number < 0:
        raise Unfit(f"{shown(value)} is no count", "a whole number, zero or more")
    return int(number)


def percent(value: Any) -> float:
    """A share written in hundredths, 88.6 or 88.6%; kept as 0-1."""
    number = decimal(text(value).removesuffix("%").removesuffix("％"))
    if not 0 <= number <= 100:
        raise Unfit(f"{shown(value)} is no percentage", "a number from 0 to 100")
    return float(number / 100)


def ratio(value: Any) -> float:
    """A share written as 0-1."""
    number = decimal(value)
    if not 0 <= number <= 1:
        raise Unfit(f"{shown(value)} is no share", "a number from 0 to 1 (use percent for 0 to 100)")
    return float(number)


def ms_timestamp(value: Any) -> datetime:
    """An instant in milliseconds since 1970."""
    return _instant_at(value, decimal(value) / 1000, "milliseconds since 1970")


def s_timestamp(value: Any) -> datetime:
    """An instant in seconds since 1970."""
    return _instant_at(value, decimal(value), "seconds since 1970")


def boolean(value: Any) -> bool:
    """Yes or no."""
    known = _TRUTHS.get(text(value).casefold())
    if known is None:
        raise Unfit(f"{shown(value)} is neither yes nor no", "true or false, yes or no, 1 or 0, 是 or 否")
    return known


def country(value: Any) -> str:
    """A country by its code or its English or Chinese name; kept as ISO 3166-1."""
    said = text(value)
    code = _countries().get(said.casefold())
    if code is None:
        raise Unfit(f"{shown(value)} is no country", "a code such as US, or a name such as United States or 美国")
    return code


def niches(value: Any) -> list[str]:
    """The niches of our list that a text names."""
    return niches_named_in(text(value))


def ranked_shares(value: Any) -> list[list[Any]]:
    """Lines such as "1  美食  5.19%"; kept as [[name, 0-1], …]."""
    found = [(line, _SHARE.fullmatch(line)) for line in text(value).splitlines() if line.strip()]
    unfit = next((line for line, share in found if share is None), None)
    if unfit is not None:
        raise Unfit(f"{shown(unfit)} is no share", "lines such as: 1  美食  5.19%")
    return [[share[1], percent(share[2])] for _, share in found if share]


def iso_date(zone: str = "UTC") -> Converter:
    """A date or an instant such as 2026-11-24 or 2026/11/24 12:30, read in a time zone."""
    try:
        place = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise UnfitFile(f"iso_date({zone}): there is no such time zone. Write iso_date(Asia/Shanghai).") from error

    def convert(value: Any) -> datetime:
        said = unicodedata.normalize("NFKC", text(value))
        if found := _DATE.fullmatch(said):
            time_of_day = f"T{found[4].strip()}" if found[4] else ""
            said = f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}{time_of_day}"
        try:
            instant = datetime.fromisoformat(said)
        except ValueError as error:
            raise Unfit(f"{shown(value)} is no date", "a date such as 2026-11-24 or 2026-11-24 12:30") from error
        aware = instant if instant.tzinfo else instant.replace(tzinfo=place)
        return _in_bounds(value, aware.astimezone(UTC), "a date between 1990 and 2100")

    return convert


def split(separator: str = ",") -> Converter:
    """A list written in one cell."""

    def convert(value: Any) -> list[str]:
        parts = value if isinstance(value, list) else text(value).split(separator)
        return list(dict.fromkeys(plain for part in parts if (plain := text(part).strip("# "))))

    return convert


def money(currency: str) -> Converter:
    """A price above zero in a currency."""
    if currency not in CURRENCIES:
        raise UnfitFile(f"money({currency}): the currency must be one of {', '.join(CURRENCIES)}.")

    def convert(value: Any) -> Money:
        number = decimal(re.sub(r"^[¥￥$€£]\s*|\s*(元|RMB|CNY|USD)$", "", text(value)))
        try:
            amount = Money.parse(f"{number:f}", currency)
        except ValueError as error:
            raise Unfit(f"{shown(value)} has too many digits after the point", f"an amount in {currency}") from error
        if amount.minor <= 0:
            raise Unfit(f"{shown(value)} is no price", "an amount above zero")
        return amount

    return convert


def mentions(words: str) -> Converter:
    """Whether the texts hold one of the words (written as a|b|c)."""
    wanted = [word.casefold() for word in words.split("|") if word]

    def convert(value: Any) -> bool:
        said = text(value).casefold()
        return any(word in said for word in wanted)

    return convert


def between(marks: str) -> Converter:
    """The part of a text after one mark and before another (written as from…to)."""
    begin, _, end = marks.partition("…")

    def convert(value: Any) -> str:
        _, found, rest = text(value).partition(begin)
        return (rest.partition(end)[0] if end else rest).strip() if found else ""

    return convert


PLAIN: Mapping[str, Converter] = {
    "text": text, "handle": handle, "integer": integer, "decimal": decimal, "percent": percent, "ratio": ratio,
    "ms_timestamp": ms_timestamp, "s_timestamp": s_timestamp, "boolean": boolean, "country": country,
    "niches": niches, "ranked_shares": ranked_shares,
}  # fmt: skip
MADE: Mapping[str, Callable[..., Converter]] = {
    "iso_date": iso_date, "split": split, "money": money, "mentions": mentions, "between": between,
}  # fmt: skip
READS_ALL_COLUMNS = frozenset({"mentions"})
"""Converters that read all columns of a rule together; all others read the first that says something."""

_CALL = re.compile(r"(\w+)(?:\((.*)\))?", re.DOTALL)


def converter_named(call: str) -> tuple[str, Converter]:
    """The converter that a mapping names, as (name, function): `integer`, `money(CNY)`, `split(",")`.

    Raises UnfitFile for one that is not in the table.
    """
    found = _CALL.fullmatch(call.strip())
    name = found[1] if found else call
    argument = found[2].strip().strip("\"'") if found and found[2] is not None else None
    if name in PLAIN and argument is None:
        return name, PLAIN[name]
    if name not in MADE:
        raise UnfitFile(f"There is no converter {call!r}. The converters are: {', '.join(sorted({*PLAIN, *MADE}))}.")
    if argument is None and name not in {"iso_date", "split"}:
        raise UnfitFile(f"The converter {name} needs a word in brackets, such as money(CNY).")
    return name, MADE[name](argument) if argument is not None else MADE[name]()


def _instant_at(value: Any, seconds: Decimal, unit: str) -> datetime:
    try:
        instant = datetime.fromtimestamp(float(seconds), UTC)
    except (OverflowError, ValueError, OSError) as error:
        raise Unfit(f"{shown(value)} is no instant", unit) from error
    return _in_bounds(value, instant, f"{unit}, between 1990 and 2100")


def _in_bounds(value: Any, instant: datetime, fits: str) -> datetime:
    if not EARLIEST <= instant <= LATEST:
        raise Unfit(f"{shown(value)} is far from our time", fits)
    return instant


@cache
def _countries() -> dict[str, str]:
    known = {code.casefold(): code for code in COUNTRY_CODES}
    for language in ("en", "zh", "zh_Hant"):
        names = Locale.parse(language).territories
        known |= {str(names[code]).casefold(): code for code in COUNTRY_CODES if code in names}
    return known | {"usa": "US", "uk": "GB", "中国大陆": "CN", "香港": "HK", "澳门": "MO", "台湾": "TW"}
