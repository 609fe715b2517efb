"""Pages of matching: for brands who fits and who applied, for creators what fits and what they applied to."""

from flask import Blueprint

matching = Blueprint("matching", __name__)

from marketplace.matching.views import applying, board, deciding, exposure, matches  # noqa: E402, F401  the pages register here
