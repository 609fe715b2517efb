"""The landing page and the desks."""

from __future__ import annotations

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from marketplace.base.actor import Actor, Side
from marketplace.base.errors import NotFound
from marketplace.home import desks
from marketplace.web.actor import current_actor
from marketplace.web.doors import door, open_to_all
from marketplace.web.pages import page

home = Blueprint("home", __name__)


@home.get("/")
@open_to_all
def landing() -> ResponseReturnValue:
    """What Meadow is, for a visitor; the desk for anybody who has signed in."""
    if not current_actor().is_visitor:
        return redirect(url_for("home.desk"), 303)
    return page("home/landing.html", numbers=desks.public_numbers())


@home.get("/desk")
@door()
def desk() -> ResponseReturnValue:
    """What waits for the reader, and the next thing to do."""
    actor: Actor = current_actor()
    if actor.side is Side.BRAND:
        return page("home/brand_desk.html", **desks.brand_desk(actor))
    if actor.side is Side.CREATOR:
        return page("home/creator_desk.html", **desks.creator_desk(actor))
    if actor.side is Side.STAFF:
        return page("home/staff_desk.html", **desks.staff_desk(actor))
    raise NotFound()
