"""What staff write down: the number that the tax bureau's system gave, the day, the paper, and reasons."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

from marketplace.base.documents import media_type_of
from marketplace.fapiao.errors import DayWrong, NumberWrong, PaperNotTaken, ReasonMissing

CHINA = timezone(timedelta(hours=8))
"""The day on a 发票 is the day in China."""

_DIGITS = re.compile(r"[0-9]+", re.ASCII)
_BETWEEN = str.maketrans("", "", " -\u3000")


def checked_number(code: str, number: str) -> tuple[str, str]:
    """Code and number without blanks: none and 20 digits, or 12 (10) and 8. Raises NumberWrong."""
    plain_code, plain = code.translate(_BETWEEN), number.translate(_BETWEEN)
    if not _DIGITS.fullmatch(plain) or (plain_code and not _DIGITS.fullmatch(plain_code)):
        raise NumberWrong()
    if (len(plain_code), len(plain)) not in {(0, 20), (12, 8), (10, 8)}:
        raise NumberWrong()
    return plain_code, plain


def checked_day(said: date, *, earliest: datetime, now: datetime) -> date:
    """The day on a 发票. Raises DayWrong for one before the invoices it is for, or after today in China."""
    if not earliest.astimezone(CHINA).date() <= said <= now.astimezone(CHINA).date():
        raise DayWrong()
    return said


def checked_paper(content: bytes) -> bytes:
    """The paper of a 发票: a PDF by its first bytes, whatever it is called. Raises PaperNotTaken."""
    if media_type_of(content) != "application/pdf":
        raise PaperNotTaken()
    return content


def checked_reason(said: str) -> str:
    """Why something is refused or taken back, in words. Raises ReasonMissing."""
    reason = said.strip()
    if not 0 < len(reason) <= 500:
        raise ReasonMissing()
    return reason
