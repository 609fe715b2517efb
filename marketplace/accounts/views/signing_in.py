"""Sign in, for staff with a second step, and sign out."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from marketplace.accounts import actions, totp
from marketplace.accounts.forms import CodeForm, SetUpForm, SignInForm, show_refusal, typed
from marketplace.accounts.models import Person
from marketplace.accounts.signing_in import begin_half_session, begin_session, end_session, half_signed_in
from marketplace.accounts.states import PersonKind
from marketplace.accounts.views.blueprint import accounts, home_of_reader
from marketplace.base.errors import Refusal
from marketplace.settings import WebSettings, settings
from marketplace.web.actor import current_actor
from marketplace.web.doors import open_to_all
from marketplace.web.pages import page, safe_next
from marketplace.work.unit import unit_of_work


@accounts.route("/sign-in", methods=["GET", "POST"])
@open_to_all
def sign_in() -> ResponseReturnValue:
    """E-mail and password."""
    if not current_actor().is_visitor:
        return redirect(safe_next(home_of_reader()), 303)
    form = SignInForm()
    if form.validate_on_submit():
        with unit_of_work(current_actor()) as work:
            answer = actions.sign_in(
                work, email=typed(form.email), password=typed(form.password), address=_address_of_reader()
            )
        if isinstance(answer, Person):
            return _signed_in(answer)
        show_refusal(form, answer)
    return page("accounts/sign_in.html", form=form, next=safe_next("")), _status(form)


@accounts.route("/sign-in/code", methods=["GET", "POST"])
@open_to_all
def sign_in_code() -> ResponseReturnValue:
    """The second step for staff: a code of their app."""
    person = half_signed_in()
    if person is None:
        return _start_again()
    form = CodeForm()
    if form.validate_on_submit():
        with unit_of_work(current_actor()) as work:
            answer = actions.sign_in_with_code(
                work, person_id=person.id, code=typed(form.code), address=_address_of_reader()
            )
        if isinstance(answer, Person):
            begin_session(answer)
            return redirect(safe_next(home_of_reader()), 303)
        show_refusal(form, answer)
    return page("accounts/sign_in_code.html", form=form, next=safe_next("")), _status(form)


@accounts.route("/sign-in/set-up", methods=["GET", "POST"])
@open_to_all
def set_up() -> ResponseReturnValue:
    """The first sign-in of staff: scan the picture, choose a password."""
    person = half_signed_in()
    if person is None or person.set_up_at is not None or person.totp_secret is None:
        return _start_again()
    form = SetUpForm()
    if form.validate_on_submit():
        try:
            with unit_of_work(current_actor()) as work:
                ready = actions.set_up_staff(
                    work, person_id=person.id, password=typed(form.password), code=typed(form.code)
                )
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            begin_session(ready)
            flash(_("You are all set. From now on each sign-in asks for a code."), "success")
            return redirect(home_of_reader(), 303)
    uri = totp.provisioning_uri(person.totp_secret, email=person.email, issuer=settings(WebSettings).platform_name)
    picture = Markup(totp.qr_svg(uri))
    return page("accounts/set_up.html", form=form, picture=picture, key=person.totp_secret), _status(form)


@accounts.post("/sign-out")
@open_to_all
def sign_out() -> ResponseReturnValue:
    """Ends the session on this device."""
    end_session()
    flash(_("You are signed out."), "success")
    return redirect(url_for(".sign_in"), 303)


def _signed_in(person: Person) -> ResponseReturnValue:
    if person.kind is not PersonKind.STAFF:
        begin_session(person)
        return redirect(safe_next(home_of_reader()), 303)
    begin_half_session(person)
    if person.set_up_at is None:
        return redirect(url_for(".set_up"), 303)
    return redirect(url_for(".sign_in_code", next=safe_next("") or None), 303)


def _start_again() -> ResponseReturnValue:
    flash(_("Please start with your e-mail and password."), "info")
    return redirect(url_for(".sign_in"), 303)


def _address_of_reader() -> str:
    return request.remote_addr or ""


def _status(form: SignInForm | CodeForm) -> int:
    return 422 if form.errors else 200
