"""Telling people: letters are written once, then mailed; links with secrets are only ever mailed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import sqlalchemy as sa
import structlog
from flask import current_app, render_template, url_for
from flask_babel import force_locale, gettext
from sqlalchemy.dialects.postgresql import insert

from marketplace.accounts.actions.confirming import mint_confirmation, mint_reset
from marketplace.accounts.actions.members import mint_invitation
from marketplace.accounts.events import (
    ConfirmationRequested,
    MemberInvited,
    PasswordResetRequested,
    PersonRegistered,
    RegistrationRepeated,
)
from marketplace.accounts.models import Person
from marketplace.accounts.queries import invitation, person
from marketplace.base.actor import SYSTEM
from marketplace.base.facts import Fact
from marketplace.base.ids import new_id
from marketplace.base.text import N_, Sentence
from marketplace.gateways import current
from marketplace.gateways.mail.errors import MailRefused
from marketplace.gateways.mail.protocol import Message
from marketplace.notifications.addressing import people_told, subject_of
from marketplace.notifications.models import Letter
from marketplace.notifications.wording import WORDINGS
from marketplace.web.sentences import say
from marketplace.work.deliveries import delivery_in_hand
from marketplace.work.jobs import job
from marketplace.work.unit import Work, unit_of_work

log = structlog.get_logger(__name__)


@job(queue="mail")
def tell_people(fact: Fact) -> None:
    """Writes what a fact means to whom it concerns, then mails it."""
    delivery_id = delivery_in_hand()
    with unit_of_work(SYSTEM) as work:
        write_letters(work, fact, delivery_id)
    with unit_of_work(SYSTEM) as work:
        waiting = work.session.scalars(
            sa.select(Letter.id).where(Letter.delivery_id == delivery_id, Letter.mailed_at.is_(None))
        ).all()
    for letter_id in waiting:
        _mail_letter(letter_id)


@job(queue="mail")
def send_secret_link(fact: Fact) -> None:
    """Mails a link that only its reader may know: to confirm an e-mail, set a password, or join a brand."""
    with unit_of_work(SYSTEM) as work:
        made = SECRET_LINKS[type(fact)](work, fact)
    if made is None:
        return
    to, language, link = made
    with speaking(language):
        _send(to, link, url_for(link.endpoint, _external=True, **link.values), f"<{delivery_in_hand()}@meadow>")


class SecretLink:
    """A mail with a link in it that is written down nowhere else."""

    def __init__(self, subject: str, text: str, label: str, endpoint: str, **values: Any) -> None:
        self.subject, self.text, self.label, self.endpoint, self.values = subject, text, label, endpoint, values


def _confirmation(work: Work, fact: Any) -> tuple[str, str, SecretLink] | None:
    if fact.person_id is None:
        return None
    found = person(work.session, fact.person_id)
    if found.email_confirmed_at:
        return None
    return (
        found.email,
        found.language,
        SecretLink(
            N_("Confirm your e-mail"),
            N_("Confirm that this address is yours, then you can go on. The link works for three days."),
            N_("Confirm my e-mail"),
            "accounts.confirm",
            token=mint_confirmation(work, found.id),
        ),
    )


def _reset(work: Work, fact: Any) -> tuple[str, str, SecretLink] | None:
    if fact.person_id is None:
        return None
    found = person(work.session, fact.person_id)
    return (
        found.email,
        found.language,
        SecretLink(
            N_("Set a new password"),
            N_(
                "Somebody asked for a new password for this address. The link works for an hour. If it was not you, do nothing."
            ),
            N_("Set a new password"),
            "accounts.reset",
            token=mint_reset(work, found.id),
        ),
    )


def _repeated(work: Work, fact: Any) -> tuple[str, str, SecretLink] | None:
    if fact.person_id is None:
        return None
    found = person(work.session, fact.person_id)
    return (
        found.email,
        found.language,
        SecretLink(
            N_("You already have an account"),
            N_(
                "Somebody tried to register with this address, which has an account already. Sign in, or set a new password."
            ),
            N_("Sign in"),
            "accounts.sign_in",
        ),
    )


def _invitation(work: Work, fact: MemberInvited) -> tuple[str, str, SecretLink] | None:
    found = invitation(work.session, fact.invitation_id)
    return (
        found.email,
        "en",
        SecretLink(
            N_("You are invited to a brand"),
            N_("You have been invited to work for a brand on Meadow. The link works for seven days."),
            N_("Accept the invitation"),
            "accounts.invitation",
            token=mint_invitation(work, found.id),
        ),
    )


SECRET_LINKS: Mapping[type[Fact], Callable[[Work, Any], tuple[str, str, SecretLink] | None]] = {
    PersonRegistered: _confirmation,
    ConfirmationRequested: _confirmation,
    PasswordResetRequested: _reset,
    RegistrationRepeated: _repeated,
    MemberInvited: _invitation,
}


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Writes in a language, with whole addresses of the public site."""
    address = str(current_app.config["PUBLIC_URL"])
    with current_app.test_request_context(base_url=address), force_locale(language):
        yield


def write_letters(work: Work, fact: Fact, delivery_id: UUID) -> None:
    """Writes what a fact means to whom it concerns, once for a delivery; nothing is mailed."""
    subject = subject_of(work.session, fact)
    for wording in WORDINGS.get(type(fact), ()):
        if not wording.when(fact):
            continue
        for reader in people_told(work.session, wording, subject):
            with speaking(reader.language):
                values = {
                    "id": new_id(),
                    "delivery_id": delivery_id,
                    "person_id": reader.id,
                    "subject": say(Sentence(wording.subject, subject)),
                    "text": say(Sentence(wording.text, subject)),
                    "href": _path(wording.endpoint, subject),
                    "written_at": work.now,
                }
            work.session.execute(insert(Letter).values(**values).on_conflict_do_nothing())


def _path(endpoint: str, subject: Mapping[str, Any]) -> str:
    needed = {
        name: subject[name]
        for rule in current_app.url_map.iter_rules(endpoint)
        for name in rule.arguments
        if name in subject
    }
    return url_for(endpoint, **needed)


def _mail_letter(letter_id: UUID) -> None:
    with unit_of_work(SYSTEM) as work:
        letter = work.session.get_one(Letter, letter_id)
        reader = work.session.get_one(Person, letter.person_id)
        subject, text, href, to, language = letter.subject, letter.text, letter.href, reader.email, reader.language
    with speaking(language):
        link = SecretLink(subject, text, N_("Open the page"), "")
        _send(to, link, f"{current_app.config['PUBLIC_URL'].rstrip('/')}{href}", f"<{letter_id}@meadow>")
    with unit_of_work(SYSTEM) as work:
        work.session.get_one(Letter, letter_id, with_for_update=True).mailed_at = work.now


def _send(to: str, link: SecretLink, address: str, message_id: str) -> None:
    words = {"subject": gettext(link.subject), "text": gettext(link.text), "label": gettext(link.label)}
    message = Message(
        to=to,
        subject=words["subject"],
        text=render_template("notifications/letter.txt", address=address, **words),
        html=render_template("notifications/letter.html", address=address, **words),
        headers={"Message-ID": message_id},
    )
    try:
        current.mail().send(message)
    except MailRefused:
        log.warning("mail refused for good", message_id=message_id)
