"""The pages of money, and the addresses that Stripe writes to."""

from flask import Blueprint, current_app, url_for

payouts = Blueprint("payouts", __name__)
webhooks = Blueprint("webhooks", __name__)


def public_url(endpoint: str, **values: object) -> str:
    """The address of a page as the outside world knows it."""
    return str(current_app.config["PUBLIC_URL"]).rstrip("/") + url_for(endpoint, **values)  # type: ignore[arg-type]
