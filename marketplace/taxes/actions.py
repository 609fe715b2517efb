"""A creator signs a tax form."""

from __future__ import annotations

import re

from marketplace.base.actor import Side
from marketplace.base.errors import NotFound
from marketplace.creators.models import Creator
from marketplace.taxes.errors import LegalNameMissing, TaxNumberWrong
from marketplace.taxes.models import TaxProfile
from marketplace.taxes.states import TaxForm
from marketplace.work.unit import Work


def sign_tax_form(work: Work, *, form: TaxForm, legal_name: str, tin: str = "") -> TaxProfile:
    """Keeps what the creator says in place of what they said before. Raises TaxNumberWrong and LegalNameMissing."""
    creator = work.session.get(Creator, work.actor.creator_id, with_for_update=True) if work.actor.creator_id else None
    if creator is None or work.actor.side is not Side.CREATOR:
        raise NotFound()
    if not legal_name.strip():
        raise LegalNameMissing()
    last4 = _last_four(tin)
    profile = work.session.get(TaxProfile, creator.id) or TaxProfile(creator_id=creator.id)
    profile.form, profile.legal_name, profile.tin_last4 = form, legal_name.strip(), last4
    profile.signed_at = work.now
    work.session.add(profile)
    work.session.flush()
    return profile


def _last_four(tin: str) -> str:
    digits = re.sub(r"[\s-]", "", tin)
    if digits and not re.fullmatch(r"[0-9]{9}", digits):
        raise TaxNumberWrong()
    return digits[-4:]
