"""Typed settings from the environment, read lazily one group at a time.

A command that needs no database runs without one; what needs a group refuses to start and says what is missing.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
"""The checkout: templates and migrations stand beside the package."""


class SettingsMissing(RuntimeError):
    """A setting is missing or does not fit; the message names it and says where to put it."""


class _Group(BaseSettings):
    model_config = SettingsConfigDict(env_file=ROOT / ".env", env_file_encoding="utf-8", extra="ignore")


class WebSettings(_Group):
    """The site itself."""

    secret_key: SecretStr = Field(min_length=32)
    public_url: str = "http://127.0.0.1:8000"
    trusted_proxies: int = 0
    secure_cookies: bool = False
    demo_clock: bool = False
    mail_outbox_url: str | None = None
    platform_name: str = "Meadow"


class DatabaseSettings(_Group):
    """PostgreSQL."""

    database_url: SecretStr


class QueueSettings(_Group):
    """Valkey, which carries jobs and may be lost at any time."""

    redis_url: SecretStr


class PaymentSettings(_Group):
    """Stripe, or the payment stand-in that speaks its protocol."""

    stripe_api_key: SecretStr
    stripe_base_url: str | None = None
    stripe_webhook_secret: SecretStr
    stripe_thin_webhook_secret: SecretStr
    stripe_connected_webhook_secret: SecretStr
    stripe_calls_per_second: int = Field(default=90, ge=1)  # over all processes; Stripe takes 100, a sandbox 25
    stripe_retries: int = Field(default=1, ge=0, le=5)  # of a lost call, at once; jobs try again anyway
    stripe_answers_within_seconds: float = Field(default=20, gt=0, le=30)  # longer, and the outcome is unknown


class SealingSettings(_Group):
    """What bank numbers and secrets of authenticator apps are sealed with: the newest key first, comma between."""

    encryption_keys: SecretStr = Field(min_length=32)

    @field_validator("encryption_keys")
    @classmethod
    def _each_long_enough(cls, keys: SecretStr) -> SecretStr:
        if any(len(key.strip()) < 32 for key in keys.get_secret_value().split(",")):
            raise ValueError("every key needs 32 characters or more")
        return keys


class PlatformSettings(_Group):
    """The social platforms' partner interface."""

    platforms_base_url: str
    platforms_api_key: SecretStr


class CheckSettings(_Group):
    """How drafts are checked."""

    second_reader: bool = False  # reads claims by meaning; sends about one good draft in ten to staff


class MailSettings(_Group):
    """Outgoing mail."""

    smtp_url: SecretStr
    mail_from: str = "Meadow <hello@meadow.example>"


class FeeSettings(_Group):
    """What the platform earns, in basis points of the price."""

    brand_fee_bp: int = Field(default=1000, ge=0, le=5000)
    creator_fee_bp: int = Field(default=500, ge=0, le=5000)


class AccountSettings(_Group):
    """How much a try at a password costs (argon2id): more memory is dearer for guessers, and for a small machine."""

    password_memory_kib: int = Field(default=65_536, ge=7_168)


class PayoutSettings(_Group):
    """When and how much creators are paid."""

    earning_hold_days: int = Field(default=0, ge=0, le=90)
    payout_minimum: int = Field(default=1, ge=0)  # in whole units of the currency
    unclaimed_after_days: int = Field(default=180, ge=1)  # a payout that nobody can be sent is taken back then


class TaxSettings(_Group):
    """What is withheld from creators for the state."""

    # From which day which policy applies to creators in China; nothing is withheld before the first.
    china_tax: dict[date, Literal["cn_per_payment", "cn_cumulative", "none_withheld"]] = {
        date(2019, 1, 1): "cn_per_payment",
        date(2025, 10, 1): "cn_cumulative",
    }
    # From which day creators in the United States are paid only with a W-9 or W-8BEN.
    us_tax_forms_from: date | None = None


class MatchingSettings(_Group):
    """How creators are looked for in large marketplaces (`docs/matching.md`)."""

    matching_index: Literal["exact", "pgvector"] = "exact"
    matching_index_folder: Path | None = None  # of this machine; beside the other local data when not set


class OperatorSettings(_Group):
    """Who runs this marketplace, as it stands on invoices."""

    operator_name: str = "Meadow"
    operator_address: str = ""
    operator_country: str = Field(default="US", pattern="^[A-Z]{2}$")
    operator_vat_id: str = ""  # registered for VAT or GST when there is one
    invoice_prefix: str = Field(default="MW", pattern="^[A-Z0-9]{1,8}$")

    @property
    def as_on_invoices(self) -> dict[str, str]:
        """What stands at the head of an invoice."""
        return {
            "name": self.operator_name,
            "address": self.operator_address,
            "country": self.operator_country,
            "vat_id": self.operator_vat_id,
        }


class BankSettings(_Group):
    """The operator's own bank, for countries that Stripe does not pay to."""

    bank_accounts: dict[str, str] = {}  # currency -> IBAN or number; "*" for all others
    bank_account_holder: str = "Meadow"
    bank_bic: str = ""
    bank_file_format: Literal["pain.001.001.09", "csv"] = "pain.001.001.09"
    bank_details_cool_off_hours: int = Field(default=72, ge=0, le=720)


G = TypeVar("G", bound=_Group)


@cache
def settings(group: type[G]) -> G:
    """One group of settings. Raises SettingsMissing with the names that are missing or wrong."""
    try:
        return group()
    except ValidationError as error:
        wrong = ", ".join(f"{str(e['loc'][0]).upper()} ({e['msg'].lower()})" for e in error.errors())
        raise SettingsMissing(f"{wrong}. Set it in the environment or in the file .env (see .env.example).") from error
