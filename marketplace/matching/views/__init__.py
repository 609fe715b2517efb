"""Pages of matching: for brands who fits and who applied, for creators what fits and what they applied to."""

from flask import Blueprint

matching = Blueprint("matching", __name__)

from marketplace.matching.views import (  # noqa: E402  the pages register here
    applying,  # noqa: F401
    board,  # noqa: F401
    deciding,  # noqa: F401
    exposure,  # noqa: F401
    matches,  # noqa: F401
    planning,  # noqa: F401
    search,  # noqa: F401
)
