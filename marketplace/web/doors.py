"""Doors: which side may enter a page. A page without a door is shut to visitors and found by a test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from marketplace.base.actor import Actor, BrandRole, Duty, Side
from marketplace.base.errors import Forbidden, NotFound
from marketplace.web.actor import current_actor

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Door:
    """Who may enter: sides, and within them roles of a brand or a duty of staff. No side at all: everybody."""

    sides: frozenset[Side] = frozenset()
    roles: frozenset[BrandRole] = frozenset()
    duty: Duty | None = None
    signed_in: bool = False

    @property
    def is_public(self) -> bool:
        """Whether a visitor may enter."""
        return not self.sides and not self.signed_in

    def refuse(self, actor: Actor) -> None:
        """Raises NotFound for the wrong side and Forbidden for the right side without the role or duty."""
        if self.sides and actor.side not in self.sides:
            raise NotFound()
        if self.roles and actor.side is Side.BRAND and not actor.may(*self.roles):
            raise Forbidden()
        if self.duty and actor.side is Side.STAFF and not actor.on_duty(self.duty):
            raise Forbidden()


def door(*sides: Side, roles: tuple[BrandRole, ...] = (), duty: Duty | None = None) -> Callable[[View], View]:
    """Opens a page to people of these sides; without a side, to anybody who has signed in."""
    made = Door(frozenset(sides), frozenset(roles), duty, signed_in=True)

    def mark(view: View) -> View:
        view.door = made  # type: ignore[attr-defined]
        return view

    return mark


def open_to_all(view: View) -> View:
    """Opens a page to everybody, visitors too."""
    view.door = Door()  # type: ignore[attr-defined]
    return view


def door_of(endpoint: str) -> Door:
    """The door of an endpoint; a page that names none asks for a signed-in person."""
    view = current_app.view_functions[endpoint]
    return getattr(view, "door", Door(signed_in=True))


def guard_the_door() -> ResponseReturnValue | None:
    """Before every request: sends visitors to sign in and refuses the wrong side."""
    if request.endpoint is None or request.endpoint == "static":
        return None
    found = door_of(request.endpoint)
    actor = current_actor()
    if found.is_public:
        return None
    if actor.is_visitor:
        here = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("accounts.sign_in", next=here), 303)
    found.refuse(actor)
    return None
