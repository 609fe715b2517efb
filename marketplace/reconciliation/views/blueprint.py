"""Where the pages of the comparison are hung up."""

from flask import Blueprint

reconciliation = Blueprint("reconciliation", __name__)
