"""Who a request comes from: wires Flask-Login to our people."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask, session
from flask_login import LoginManager, login_user, logout_user

from marketplace.accounts.models import Person
from marketplace.accounts.queries import person_of_session
from marketplace.base.clock import system_clock
from marketplace.database import db

_HALF = "half_signed_in"
HALF_LASTS = timedelta(minutes=10)


def install(app: Flask) -> None:
    """Switches sign-in on: the cookie names a person and the stamp of their sessions."""
    manager = LoginManager(app)
    manager.session_protection = None  # people move between networks; the stamp ends sessions
    manager.user_loader(lambda session_id: person_of_session(db.session(), session_id))


def begin_session(person: Person) -> None:
    """A fresh session for somebody who has just shown who they are; nothing of the visitor's is kept."""
    session.clear()
    login_user(person)


def begin_half_session(person: Person) -> None:
    """Remembers for a few minutes who has shown a password and still owes a code."""
    session.clear()
    session[_HALF] = [person.get_id(), int((system_clock() + HALF_LASTS).timestamp())]


def half_signed_in() -> Person | None:
    """Who has shown a password in this browser and still owes a code."""
    session_id, until = session.get(_HALF, ("", 0))
    if system_clock().timestamp() > until:
        return None
    return person_of_session(db.session(), session_id)


def end_session() -> None:
    """Signs out on this device."""
    logout_user()
    session.clear()
