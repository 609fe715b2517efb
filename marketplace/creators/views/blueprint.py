"""The blueprint of creators' pages."""

from flask import Blueprint

creators = Blueprint("creators", __name__)
