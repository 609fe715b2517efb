"""The pages of accounts, and what every page is told of the way home."""

from __future__ import annotations

from flask import Blueprint, current_app, url_for
from flask_login import current_user

accounts = Blueprint("accounts", __name__)


def home_of_reader() -> str:
    """Where a signed-in person starts: their desk."""
    return url_for("home.desk" if "home.desk" in current_app.view_functions else "accounts.account")


@accounts.app_context_processor
def way_home() -> dict[str, str]:
    """The desk of somebody who has signed in, the landing page for a visitor."""
    return {"home_href": home_of_reader() if current_user and current_user.is_authenticated else "/"}
