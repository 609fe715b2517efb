"""The work on the order page: the draft editor, the review, the post; and the staff's compliance queue."""

from flask import Blueprint

drafts = Blueprint("drafts", __name__)

from marketplace.drafts.views import (  # noqa: E402
    copies,  # noqa: F401
    judging,  # noqa: F401
    order_page,  # noqa: F401
    pictures,  # noqa: F401
    proving,  # noqa: F401
    publishing,  # noqa: F401
    reviewing,  # noqa: F401
    trying,  # noqa: F401
    using,  # noqa: F401
    watching,  # noqa: F401
    writing,  # noqa: F401
)
