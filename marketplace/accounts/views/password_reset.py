"""Ask for a new password, and set it through the mailed link."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.accounts import actions, queries
from marketplace.accounts.errors import BadEmail, LinkNotValid
from marketplace.accounts.forms import EmailForm, NewPasswordForm, show_refusal, typed
from marketplace.accounts.states import LinkPurpose
from marketplace.accounts.views.blueprint import accounts
from marketplace.base.errors import Refusal
from marketplace.database import db
from marketplace.web.actor import current_actor
from marketplace.web.doors import open_to_all
from marketplace.web.language import reader_now
from marketplace.web.pages import page
from marketplace.web.sentences import say
from marketplace.work.unit import unit_of_work


@accounts.route("/forgot", methods=["GET", "POST"])
@open_to_all
def forgot() -> ResponseReturnValue:
    """Asks for a link; the answer does not tell whether the e-mail is known."""
    form = EmailForm()
    if form.validate_on_submit():
        try:
            with unit_of_work(current_actor()) as work:
                actions.request_password_reset(work, typed(form.email))
        except BadEmail as refusal:
            show_refusal(form, refusal)
        else:
            flash(
                _("If there is an account with this e-mail, a link is on its way. It is good for an hour."), "success"
            )
            return redirect(url_for(".forgot"), 303)
    return page("accounts/forgot.html", form=form), 422 if form.errors else 200


@accounts.route("/reset/<token>", methods=["GET", "POST"])
@open_to_all
def reset(token: str) -> ResponseReturnValue:
    """A new password through the link of the mail."""
    form = NewPasswordForm()
    try:
        queries.link_of(db.session(), token, LinkPurpose.RESET_PASSWORD, reader_now())
        if form.validate_on_submit():
            with unit_of_work(current_actor()) as work:
                actions.reset_password(work, token, typed(form.password))
            flash(_("Your new password is set, and you are signed out everywhere. Sign in with it now."), "success")
            return redirect(url_for(".sign_in"), 303)
    except LinkNotValid as refusal:
        return page("accounts/dead_link.html", message=say(refusal.sentence), way_on=url_for(".forgot")), 422
    except Refusal as refusal:
        show_refusal(form, refusal)
    return page("accounts/reset.html", form=form), 422 if form.errors else 200
