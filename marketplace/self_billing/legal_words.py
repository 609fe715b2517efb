"""Words that the law wants on a self-billed document, by the country of the business in whose name it is written.

Article 226 (10a) of Directive 2006/112/EC wants “Self-billing” in the language of the document; the words of the
countries stand beside the English ones. They were written from memory and have to be checked (see decision 0032).
"""

from __future__ import annotations

from collections.abc import Mapping

from marketplace.base.text import N_
from marketplace.invoices.vat import RATES, Treatment

TERM = "Self-billing"

TERMS: Mapping[str, str] = {
    "AT": "Gutschrift",
    "BE": "Autofacturation / Factuur uitgereikt door afnemer",
    "CH": "Gutschrift",
    "DE": "Gutschrift",
    "DK": "Selvfakturering",
    "ES": "Facturación por el destinatario",
    "FR": "Autofacturation",
    "IT": "Autofatturazione",
    "JP": "仕入明細書",
    "NL": "Factuur uitgereikt door afnemer",
    "NO": "Salgsdokument utstedt av kjøper",
    "PL": "Samofakturowanie",
    "SE": "Självfakturering",
}

NOTICES: Mapping[str, str] = {
    "GB": "The VAT shown is your output tax due to HMRC.",
    "SG": "The GST shown is your output tax due to IRAS.",
}

OFFERED = frozenset(RATES) - {"CN"}
"""Countries whose rate is written down. In China only the tax bureau's own system makes the document that counts."""

SENTENCES: Mapping[Treatment, str] = {
    Treatment.DOMESTIC: N_("The amount contains VAT at the standard rate of the supplier's country."),
    Treatment.REVERSE_CHARGE: N_(
        "Reverse charge: VAT is due by the recipient of the service (Art. 196, Directive 2006/112/EC)."
    ),
    Treatment.OUTSIDE_SCOPE: N_(
        "Not subject to VAT in the supplier's country: the recipient is established elsewhere."
    ),
}
"""How VAT is treated, as it stands on the document."""


def words_for(country: str, *, with_vat: bool) -> list[str]:
    """What has to stand on a document in the name of a business there: the term in both languages, and notices."""
    term = f"{TERM} / {TERMS[country]}" if country in TERMS else TERM
    return [term, *([NOTICES[country]] if with_vat and country in NOTICES else [])]
