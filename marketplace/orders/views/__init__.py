"""The order page and its verbs: for the brand, the creator and staff, drawn from the same lifecycle."""

from flask import Blueprint

orders = Blueprint("orders", __name__)

from marketplace.orders.views import giving_back, offering, reading, verbs  # noqa: E402, F401
