"""The work on the order page: the draft editor, the review, the post; and the staff's compliance queue."""

from flask import Blueprint

drafts = Blueprint("drafts", __name__)

from marketplace.drafts.views import judging, order_page, proving, publishing, reviewing, trying, writing  # noqa: E402, F401
