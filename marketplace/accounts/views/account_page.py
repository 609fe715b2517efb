"""The page of one's own account."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.accounts import actions, queries
from marketplace.accounts.forms import PasswordForm, SettingsForm, show_refusal, typed
from marketplace.accounts.legal import IN_FORCE
from marketplace.accounts.models import Person
from marketplace.accounts.signing_in import begin_session
from marketplace.accounts.views.blueprint import accounts
from marketplace.base.errors import NotFound, Refusal
from marketplace.database import db
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.language import LANGUAGE_COOKIE
from marketplace.web.pages import page
from marketplace.work.unit import unit_of_work


@accounts.get("/account")
@door()
def account() -> ResponseReturnValue:
    """Name, language, time zone, password and accepted documents."""
    return _page(SettingsForm(formdata=None, obj=_reader()), PasswordForm(formdata=None))


@accounts.post("/account")
@door()
def change_settings() -> ResponseReturnValue:
    """Keeps name, language and time zone."""
    form = SettingsForm()
    if form.validate():
        try:
            with unit_of_work(current_actor()) as work:
                actions.change_settings(
                    work, name=typed(form.name), language=form.language.data, time_zone=form.time_zone.data
                )
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Saved."), "success")
            answer = redirect(url_for(".account"), 303)
            answer.delete_cookie(LANGUAGE_COOKIE)  # the choice in the account is the newer one
            return answer
    return _page(form, PasswordForm(formdata=None)), 422


@accounts.post("/account/password")
@door()
def change_password() -> ResponseReturnValue:
    """A new password; every other device is signed out."""
    form = PasswordForm()
    if form.validate():
        try:
            with unit_of_work(current_actor()) as work:
                person = actions.change_password(work, current=typed(form.current), new=typed(form.password))
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            begin_session(person)
            flash(_("Your password is changed. All other devices are signed out."), "success")
            return redirect(url_for(".account"), 303)
    return _page(SettingsForm(formdata=None, obj=_reader()), form), 422


@accounts.post("/account/documents")
@door()
def accept_documents() -> ResponseReturnValue:
    """Accepts the legal documents in force."""
    with unit_of_work(current_actor()) as work:
        actions.accept_documents(work)
    flash(_("Thank you."), "success")
    return redirect(url_for(".account"), 303)


def _page(settings_form: SettingsForm, password_form: PasswordForm) -> str:
    reader = _reader()
    return page(
        "accounts/account.html",
        person=reader,
        settings_form=settings_form,
        password_form=password_form,
        in_force=IN_FORCE,
        accepted=queries.acceptances_of(db.session(), reader.id),
        to_accept=queries.documents_to_accept(db.session(), reader.id),
    )


def _reader() -> Person:
    person_id = current_actor().person_id
    if person_id is None:
        raise NotFound()
    return queries.person(db.session(), person_id)
