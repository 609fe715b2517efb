"""Who is asking, as the web knows it."""

from typing import cast

from flask_login import current_user

from marketplace.base.actor import VISITOR, Actor


def current_actor() -> Actor:
    """The actor of this request: the signed-in person, or a visitor."""
    if not current_user or not current_user.is_authenticated:
        return VISITOR
    return cast(Actor, current_user.actor)
