"""Pages of briefs: writing one, its portal for the brand, its verbs, its money, and its review by staff."""

from flask import Blueprint

briefs = Blueprint("briefs", __name__)

from marketplace.briefs.views import reading, reviewing, spending, verbs, writing  # noqa: E402, F401  the pages register here
