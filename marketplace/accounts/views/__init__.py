"""The pages of accounts."""

from marketplace.accounts.views import (
    account_page,
    brand_pages,
    joining,
    member_pages,
    password_reset,
    signing_in,
    staff_pages,
)
from marketplace.accounts.views.blueprint import accounts

__all__ = [
    "account_page",
    "accounts",
    "brand_pages",
    "joining",
    "member_pages",
    "password_reset",
    "signing_in",
    "staff_pages",
]
