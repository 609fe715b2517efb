"""What a bank needs to know of an account, country by country, and whether what somebody typed can be it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace

from schwifty import BIC, IBAN
from schwifty.exceptions import SchwiftyException

from marketplace.payouts.errors import (
    AccountNumberWrong,
    BankCodeWrong,
    BicWrong,
    CountryNotPayable,
    HolderWrong,
    IbanWrong,
)


@dataclass(frozen=True)
class Details:
    """A bank account as its owner names it. Either `iban`, or `account_number` with a code of the bank or its BIC."""

    country: str
    holder: str
    iban: str = ""
    account_number: str = ""
    bank_code: str = ""
    bic: str = ""


@dataclass(frozen=True)
class Way:
    """How accounts are named in a country. `clearing` is the bank code's scheme in ISO 20022's external list."""

    uses_iban: bool = False
    account: str = r"\d{5,20}"
    bank_code: str = ""
    clearing: str = ""
    needs_bic: bool = False


WAYS: Mapping[str, Way] = {
    "AE": Way(uses_iban=True),
    "AU": Way(account=r"\d{5,10}", bank_code=r"\d{6}", clearing="AUBSB"),
    "CN": Way(account=r"\d{8,30}", bank_code=r"\d{12}", clearing="CNAPS"),
    "HK": Way(account=r"\d{6,12}", bank_code=r"\d{3}(\d{3})?", clearing="HKNCC"),
    "IL": Way(uses_iban=True),
    "JP": Way(account=r"\d{7}", bank_code=r"\d{7}", clearing="JPZGN"),
    "KR": Way(account=r"\d{10,16}", needs_bic=True),
    "MO": Way(account=r"\d{6,20}", needs_bic=True),
    "MY": Way(account=r"\d{7,17}", needs_bic=True),
    "NZ": Way(account=r"\d{9,10}", bank_code=r"\d{6}", clearing="NZNCC"),
    "SG": Way(account=r"\d{6,14}", bank_code=r"\d{4}(\d{3})?", clearing="SGIBG"),
    "TH": Way(account=r"\d{10,15}", needs_bic=True),
    "TR": Way(uses_iban=True),
    "TW": Way(account=r"\d{6,16}", bank_code=r"\d{3}(\d{4})?", clearing="TWNCC"),
}
"""Lengths of account numbers and bank codes, as commonly printed; not checked against a source, so check before use."""

_LONGEST_HOLDER = 140  # ISO 20022, Max140Text


def way_of(country: str) -> Way:
    """How accounts are named in a country. Raises CountryNotPayable where no bank file goes."""
    if country not in WAYS:
        raise CountryNotPayable()
    return WAYS[country]


def checked(typed: Details) -> Details:
    """The details in their plain form, without the spaces and dashes people type.

    Raises HolderWrong, IbanWrong, AccountNumberWrong, BankCodeWrong or BicWrong for what cannot be right.
    """
    way = way_of(typed.country)
    plain = replace(typed, holder=_holder(typed.holder), bic=_bic(typed.bic, typed.country, way))
    if way.uses_iban:
        return replace(plain, iban=_iban(typed.iban, typed.country), account_number="", bank_code="")
    account = _fits(typed.account_number, way.account)
    if account is None:
        raise AccountNumberWrong()
    code = _fits(typed.bank_code, way.bank_code) if way.bank_code else ""
    if code is None:
        raise BankCodeWrong()
    return replace(plain, iban="", account_number=account, bank_code=code)


def masked(number: str) -> str:
    """An account number of which only its end can be read."""
    return f"•••• {number[-4:]}" if len(number) > 6 else "••••"


def _holder(typed: str) -> str:
    name = " ".join(unicodedata.normalize("NFC", typed).split())
    readable = all(unicodedata.category(sign)[0] in "LMNPZ" for sign in name)
    if not name or len(name) > _LONGEST_HOLDER or not readable or not name[0].isalpha():
        raise HolderWrong()
    return name


def _iban(typed: str, country: str) -> str:
    try:
        iban = IBAN(typed)
    except SchwiftyException as error:
        raise IbanWrong() from error
    if iban.country_code != country:
        raise IbanWrong()
    return str(iban)


def _bic(typed: str, country: str, way: Way) -> str:
    if not typed and not way.needs_bic:
        return ""
    try:
        bic = BIC(typed)
    except SchwiftyException as error:
        raise BicWrong() from error
    if bic.country_code != country:
        raise BicWrong()
    return str(bic)


def _fits(typed: str, pattern: str) -> str | None:
    plain = re.sub(r"[\s-]", "", typed)
    return plain if re.fullmatch(pattern, plain, re.ASCII) else None
