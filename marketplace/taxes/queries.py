"""Reads: tax forms."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.settings import TaxSettings, settings
from marketplace.taxes.models import TaxProfile
from marketplace.taxes.tables.us_backup import rate_on


def tax_profile_of(session: Session, creator_id: UUID) -> TaxProfile | None:
    """A creator's tax form, if they have signed one."""
    return session.get(TaxProfile, creator_id)


def wants_form(country: str | None, on: date) -> bool:
    """Whether somebody in a country is paid only with a tax form, on a day."""
    begun = settings(TaxSettings).us_tax_forms_from
    return country == "US" and begun is not None and begun <= on


def backup_rate_of(profile: TaxProfile, on: date) -> float:
    """The share that is withheld from a US person without a number (0-1); nothing while no form is asked for."""
    return rate_on(on) / 10_000 if profile.bears_backup_withholding and wants_form("US", on) else 0.0
