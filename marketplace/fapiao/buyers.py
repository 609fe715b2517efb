"""What has to stand on a 发票 about its buyer, and whether it can be right."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from marketplace.fapiao.errors import (
    AddressWrong,
    BankAccountWrong,
    BankWrong,
    NoNumberForPeople,
    PeopleGetOrdinaryOnes,
    PhoneWrong,
    TaxNumberWrong,
    TitleWrong,
)
from marketplace.fapiao.states import Buyer, FapiaoKind

_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_CODE = re.compile(f"[{_SIGNS}]{{2}}[0-9]{{6}}[{_SIGNS}]{{10}}", re.ASCII)
_OLD_NUMBER = re.compile(r"[0-9]{15}", re.ASCII)
_PHONE = re.compile(r"[0-9+() -]{5,25}", re.ASCII)
_ACCOUNT = re.compile(r"[0-9]{6,32}", re.ASCII)
_BETWEEN = str.maketrans("", "", " -\u3000")


@dataclass(frozen=True)
class BuyerData:
    """What a buyer wants to stand on a 发票. For a special one everything is needed, for a person only the title."""

    kind: FapiaoKind
    buyer: Buyer
    title: str
    tax_number: str = ""
    address: str = ""
    phone: str = ""
    bank: str = ""
    account: str = ""
    email: str = ""


def checked(said: BuyerData) -> BuyerData:
    """What was typed, without what people put between characters. Raises DataWrong for what cannot be right."""
    is_special = said.kind is FapiaoKind.SPECIAL
    if is_special and said.buyer is Buyer.PERSON:
        raise PeopleGetOrdinaryOnes()
    account = said.account.translate(_BETWEEN)
    if not _is_line(said.title, 100):
        raise TitleWrong()
    number = _checked_number(said)
    if not _is_line(said.address, 200, may_lack=not is_special):
        raise AddressWrong()
    if not _is_phone(said.phone) and (is_special or said.phone):
        raise PhoneWrong()
    if not _is_line(said.bank, 100, may_lack=not is_special):
        raise BankWrong()
    if not _ACCOUNT.fullmatch(account) and (is_special or account):
        raise BankAccountWrong()
    return replace(said, tax_number=number, account=account)


def is_credit_code(number: str) -> bool:
    """Whether it is a unified social credit code (GB 32100-2015): the last of 18 characters follows from the rest."""
    return bool(_CODE.fullmatch(number)) and number[-1] == check_character(number[:17])


def check_character(first: str) -> str:
    """The last character of a unified social credit code: 31 less the weighted sum of the first 17 modulo 31."""
    total = sum(_SIGNS.index(sign) * weight for sign, weight in zip(first, _WEIGHTS, strict=True))
    return _SIGNS[(31 - total % 31) % 31]


def _checked_number(said: BuyerData) -> str:
    number = said.tax_number.translate(_BETWEEN).upper()
    if said.buyer is Buyer.PERSON:
        if number:
            raise NoNumberForPeople()
        return ""
    is_old = said.kind is FapiaoKind.ORDINARY and bool(_OLD_NUMBER.fullmatch(number))
    if not is_old and not is_credit_code(number):
        raise TaxNumberWrong()
    return number


def _is_phone(text: str) -> bool:
    return bool(_PHONE.fullmatch(text)) and sum(sign.isdigit() for sign in text) >= 5


def _is_line(text: str, most: int, *, may_lack: bool = False) -> bool:
    return (may_lack and not text) or (0 < len(text) <= most and text.isprintable() and not text.isspace())
