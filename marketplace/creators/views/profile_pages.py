"""The creator's own page and profile, and the profile as others read it."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from marketplace.base.actor import Side
from marketplace.base.errors import Invalid
from marketplace.creators.actions import ProfileText, pause, resume, save_profile
from marketplace.creators.completeness import checklist
from marketplace.creators.forms import ProfileForm
from marketplace.creators.niches import Niche
from marketplace.creators.queries import creator_seen_by, own_creator, profile_of, profile_state
from marketplace.creators.views.blueprint import creators
from marketplace.database import db
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.pages import page
from marketplace.work.unit import unit_of_work


@creators.get("/me")
@door(Side.CREATOR)
def me() -> ResponseReturnValue:
    """What the creator's profile has, what it still needs, and how brands see it."""
    session = db.session()
    own = own_creator(session, current_actor())
    return page(
        "creators/me.html",
        creator=own,
        profile=profile_of(session, own.id),
        steps=checklist(profile_state(session, own.id)),
        verbs=own.open_to(Side.CREATOR),
    )


@creators.route("/me/profile", methods=["GET", "POST"])
@door(Side.CREATOR)
def edit_profile() -> ResponseReturnValue:
    """What the creator says of themselves."""
    own = own_creator(db.session(), current_actor())
    form = ProfileForm(obj=own)
    if form.validate_on_submit():
        text = ProfileText(
            name=form.name.data or "",
            bio=form.bio.data or "",
            country=form.country.data,
            city=form.city.data or None,
            languages=form.languages.data or [],
            niches=form.niches.data or [],
            available_from=form.available_from.data,
        )
        try:
            with unit_of_work(current_actor()) as work:
                save_profile(work, text)
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            flash(gettext("Saved."), "success")
            return redirect(url_for(".me"), 303)
    return page("creators/edit_profile.html", form=form), 422 if form.errors else 200


@creators.post("/me/pause")
@door(Side.CREATOR)
def take_a_break() -> ResponseReturnValue:
    """The creator takes no new work for a while."""
    with unit_of_work(current_actor()) as work:
        pause(work, own_creator(work.session, work.actor).id)
    flash(gettext("Brands no longer see you among the matches. Your orders go on."), "success")
    return redirect(url_for(".me"), 303)


@creators.post("/me/return")
@door(Side.CREATOR)
def come_back() -> ResponseReturnValue:
    """The creator takes work again."""
    with unit_of_work(current_actor()) as work:
        resume(work, own_creator(work.session, work.actor).id)
    flash(gettext("Welcome back. Brands see you again."), "success")
    return redirect(url_for(".me"), 303)


@creators.get("/creators/<uuid:creator_id>")
@door(Side.BRAND, Side.STAFF, Side.CREATOR)
def show(creator_id: UUID) -> ResponseReturnValue:
    """A creator's profile: medians with their period, dated figures with their source, and the rate card."""
    session = db.session()
    found = creator_seen_by(session, current_actor(), creator_id)
    return page(
        "creators/show.html",
        creator=found,
        profile=profile_of(session, found.id),
        niches=[niche for niche in Niche if niche.value in found.niches],
    )
