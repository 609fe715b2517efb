"""The one door through which identity and chance enter."""

import secrets
from typing import NewType
from uuid import UUID

from uuid6 import uuid7

PersonId = NewType("PersonId", UUID)
BrandId = NewType("BrandId", UUID)
CreatorId = NewType("CreatorId", UUID)
ChannelId = NewType("ChannelId", UUID)
BriefId = NewType("BriefId", UUID)
ApplicationId = NewType("ApplicationId", UUID)
OrderId = NewType("OrderId", UUID)
DraftId = NewType("DraftId", UUID)
PostId = NewType("PostId", UUID)
JournalId = NewType("JournalId", UUID)
EarningId = NewType("EarningId", UUID)
PayoutId = NewType("PayoutId", UUID)
BatchId = NewType("BatchId", UUID)
BankFileId = NewType("BankFileId", UUID)
TopUpId = NewType("TopUpId", UUID)
RefundId = NewType("RefundId", UUID)
ChargebackId = NewType("ChargebackId", UUID)
AttemptId = NewType("AttemptId", UUID)


def new_id() -> UUID:
    """A new identifier that sorts by the time it was made (UUID version 7)."""
    return UUID(int=uuid7().int)


def new_token() -> str:
    """A secret that nobody can guess, safe in an address (256 bits)."""
    return secrets.token_urlsafe(32)


_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def short_code(identifier: UUID) -> str:
    """Eight capital characters that people can read to each other over the phone."""
    number = identifier.int & ((1 << 40) - 1)
    return "".join(_ALPHABET[(number >> (5 * place)) & 31] for place in reversed(range(8)))


def ends_of_short_code(code: str) -> str | None:
    """How an identifier with this short code ends when it is written out; none for what is no short code."""
    said = code.strip().upper().replace("O", "0").replace("I", "1").replace("L", "1")
    if len(said) != 8 or any(sign not in _ALPHABET for sign in said):
        return None
    number = 0
    for sign in said:
        number = number * 32 + _ALPHABET.index(sign)
    return f"{number:010x}"
