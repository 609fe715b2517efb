"""Where these pages hang."""

from flask import Blueprint

wallets = Blueprint("wallets", __name__)
