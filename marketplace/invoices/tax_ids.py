"""Tax numbers of buyers: kept as the country writes them, refused when they cannot be right."""

from __future__ import annotations

from importlib import import_module

from stdnum.exceptions import ValidationError

from marketplace.invoices.errors import TaxIdWrong
from marketplace.invoices.vat import EU

_OTHERS = {"CN": "stdnum.cn.uscc", "GB": "stdnum.gb.vat", "CH": "stdnum.ch.vat", "NO": "stdnum.no.orgnr"}
"""Countries outside the EU whose numbers can be checked; numbers of all others are taken as they are."""


def checked_tax_id(country: str, said: str) -> str:
    """The number without what people put between its digits. Raises TaxIdWrong; an empty one is no number."""
    plain = said.strip()
    if not plain:
        return ""
    module = "stdnum.eu.vat" if country in EU else _OTHERS.get(country)
    if module is None:
        return plain[:40]
    if country in EU and not plain.upper().startswith(_prefix(country)):
        plain = _prefix(country) + plain
    try:
        return str(import_module(module).validate(plain))
    except ValidationError as error:
        raise TaxIdWrong() from error


def is_vat_id(country: str, tax_id: str) -> bool:
    """Whether a number that was checked makes its owner a business for the VAT of the EU."""
    return country in EU and bool(tax_id)


def _prefix(country: str) -> str:
    return "EL" if country == "GR" else country
