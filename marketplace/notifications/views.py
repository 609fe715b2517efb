"""The list of what a person was told."""

from __future__ import annotations

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from marketplace.base.errors import NotFound
from marketplace.database import db
from marketplace.notifications.actions import read_all
from marketplace.notifications.queries import letters_to
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.pages import page, page_number
from marketplace.work.unit import unit_of_work

notifications = Blueprint("notifications", __name__, url_prefix="/notifications")


@notifications.get("")
@door()
def index() -> ResponseReturnValue:
    """What the reader was told, newest first."""
    person_id = current_actor().person_id
    if person_id is None:
        raise NotFound()
    return page("notifications/index.html", found=letters_to(db.session(), person_id, number=page_number()))


@notifications.post("/seen")
@door()
def seen() -> ResponseReturnValue:
    """Marks everything as read."""
    with unit_of_work(current_actor()) as work:
        read_all(work)
    return redirect(url_for("notifications.index"), 303)
