"""Join as a creator."""

from __future__ import annotations

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from marketplace.accounts.actions import remind_of_account
from marketplace.accounts.errors import EmailTaken
from marketplace.base.errors import Refusal
from marketplace.creators import actions
from marketplace.creators.forms import JoinCreatorForm, show_refusal
from marketplace.creators.views.blueprint import creators
from marketplace.web.actor import current_actor
from marketplace.web.doors import open_to_all
from marketplace.web.language import current_language
from marketplace.web.pages import page
from marketplace.work.unit import unit_of_work


@creators.route("/join/creator", methods=["GET", "POST"])
@open_to_all
def join() -> ResponseReturnValue:
    """A creator signs up. A known e-mail gets the same answer, and its owner a letter."""
    form = JoinCreatorForm(language=current_language())
    if form.validate_on_submit():
        try:
            with unit_of_work(current_actor()) as work:
                actions.join_as_creator(
                    work,
                    email=form.email.data or "",
                    name=form.name.data or "",
                    password=form.password.data or "",
                    country=form.country.data,
                    language=form.language.data,
                    adult=form.adult.data,
                )
        except EmailTaken:
            with unit_of_work(current_actor()) as work:
                remind_of_account(work, form.email.data or "")
        except Refusal as refusal:
            show_refusal(form, refusal)
        if not form.errors:
            return redirect(url_for("accounts.check_mail"), 303)
    return page("creators/join.html", form=form), 422 if form.errors else 200
