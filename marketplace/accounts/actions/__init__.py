"""What people do with accounts, by what they come to do."""

from marketplace.accounts.actions.brands import (
    BrandProfile,
    refuse_brand,
    save_brand_profile,
    submit_brand_for_review,
    verify_brand,
)
from marketplace.accounts.actions.confirming import (
    confirm_email,
    mint_confirmation,
    mint_reset,
    remind_of_account,
    request_confirmation,
    request_password_reset,
    reset_password,
)
from marketplace.accounts.actions.joining import register_person, sign_up_brand
from marketplace.accounts.actions.members import (
    accept_invitation,
    change_roles,
    invite_member,
    mint_invitation,
    remove_member,
    withdraw_invitation,
)
from marketplace.accounts.actions.own_account import accept_documents, change_password, change_settings
from marketplace.accounts.actions.signing_in import check_own_code, sign_in, sign_in_with_code
from marketplace.accounts.actions.staff import NewStaff, create_staff, set_up_staff

__all__ = [
    "BrandProfile",
    "NewStaff",
    "accept_documents",
    "accept_invitation",
    "change_password",
    "change_roles",
    "change_settings",
    "check_own_code",
    "confirm_email",
    "create_staff",
    "invite_member",
    "mint_confirmation",
    "mint_invitation",
    "mint_reset",
    "refuse_brand",
    "register_person",
    "remind_of_account",
    "remove_member",
    "request_confirmation",
    "request_password_reset",
    "reset_password",
    "save_brand_profile",
    "set_up_staff",
    "sign_in",
    "sign_in_with_code",
    "sign_up_brand",
    "submit_brand_for_review",
    "verify_brand",
    "withdraw_invitation",
]
