"""Where the pages of the book are hung up."""

from flask import Blueprint

ledger = Blueprint("ledger", __name__)
