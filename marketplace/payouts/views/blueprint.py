"""The pages of money on its way, and the addresses that Stripe writes to."""

from flask import Blueprint

payouts = Blueprint("payouts", __name__)
webhooks = Blueprint("webhooks", __name__)
