"""Join as a brand or by invitation, confirm the e-mail, read the legal documents."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.accounts import actions, queries
from marketplace.accounts.errors import BadEmail, EmailTaken, InvitationNotValid, LinkNotValid
from marketplace.accounts.forms import EmailForm, InvitationForm, JoinBrandForm, show_refusal, typed
from marketplace.accounts.legal import IN_FORCE, Document
from marketplace.accounts.states import LinkPurpose
from marketplace.accounts.views.blueprint import accounts
from marketplace.base.errors import NotFound, Refusal
from marketplace.database import db
from marketplace.web.actor import current_actor
from marketplace.web.doors import open_to_all
from marketplace.web.language import current_language, reader_now
from marketplace.web.pages import page
from marketplace.web.sentences import say
from marketplace.work.unit import unit_of_work


@accounts.get("/join")
@open_to_all
def join() -> ResponseReturnValue:
    """Brand or creator?"""
    return page("accounts/join.html")


@accounts.route("/join/brand", methods=["GET", "POST"])
@open_to_all
def join_brand() -> ResponseReturnValue:
    """A brand signs up. A known e-mail gets the same answer, and its owner a letter."""
    form = JoinBrandForm()
    if form.validate_on_submit():
        try:
            with unit_of_work(current_actor()) as work:
                actions.sign_up_brand(
                    work,
                    email=typed(form.email),
                    name=typed(form.name),
                    password=typed(form.password),
                    brand_name=typed(form.brand_name),
                    country=form.country.data,
                    website=typed(form.website),
                    language=current_language(),
                )
        except EmailTaken:
            with unit_of_work(current_actor()) as work:
                actions.remind_of_account(work, typed(form.email))
        except Refusal as refusal:
            show_refusal(form, refusal)
        if not form.errors:
            return redirect(url_for(".check_mail"), 303)
    return page("accounts/join_brand.html", form=form), 422 if form.errors else 200


@accounts.route("/join/check-mail", methods=["GET", "POST"])
@open_to_all
def check_mail() -> ResponseReturnValue:
    """Says where the link went, and sends it again to who asks."""
    form = EmailForm()
    if form.validate_on_submit():
        try:
            with unit_of_work(current_actor()) as work:
                actions.request_confirmation(work, typed(form.email))
        except BadEmail as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("If an account waits for this e-mail to be confirmed, a new link is on its way."), "success")
            return redirect(url_for(".check_mail"), 303)
    return page("accounts/check_mail.html", form=form), 422 if form.errors else 200


@accounts.get("/confirm/<token>")
@open_to_all
def confirm(token: str) -> ResponseReturnValue:
    """Shows a button: programs that follow every link in a mail do not press it."""
    try:
        link = queries.link_of(db.session(), token, LinkPurpose.CONFIRM_EMAIL, reader_now())
    except LinkNotValid as refusal:
        return _dead_link(refusal, url_for(".check_mail"))
    return page("accounts/confirm.html", email=link.person.email)


@accounts.post("/confirm/<token>")
@open_to_all
def confirm_email(token: str) -> ResponseReturnValue:
    """The e-mail is theirs."""
    try:
        with unit_of_work(current_actor()) as work:
            actions.confirm_email(work, token)
    except LinkNotValid as refusal:
        return _dead_link(refusal, url_for(".check_mail"))
    flash(_("Thank you, your e-mail is confirmed. You can sign in now."), "success")
    return redirect(url_for(".sign_in"), 303)


@accounts.route("/invitation/<token>", methods=["GET", "POST"])
@open_to_all
def invitation(token: str) -> ResponseReturnValue:
    """An invited person joins a brand."""
    form = InvitationForm()
    try:
        found = queries.invitation_of(db.session(), token, reader_now())
        if form.validate_on_submit():
            with unit_of_work(current_actor()) as work:
                actions.accept_invitation(
                    work, token, name=typed(form.name), password=typed(form.password), language=current_language()
                )
            flash(_("Welcome! You can sign in now."), "success")
            return redirect(url_for(".sign_in"), 303)
    except InvitationNotValid as refusal:
        return _dead_link(refusal, url_for(".join"))
    except Refusal as refusal:
        show_refusal(form, refusal)
        found = queries.invitation_of(db.session(), token, reader_now())
    return page("accounts/invitation.html", form=form, invitation=found), 422 if form.errors else 200


@accounts.get("/legal/<name>")
@open_to_all
def legal(name: str) -> ResponseReturnValue:
    """A legal document in force."""
    if name not in {document.value for document in Document}:
        raise NotFound()
    document = Document(name)
    return page(f"accounts/legal/{document.value}.html", document=document, version=IN_FORCE[document])


def _dead_link(refusal: Refusal, way_on: str) -> ResponseReturnValue:
    return page("accounts/dead_link.html", message=say(refusal.sentence), way_on=way_on), 422
