"""The creator's own profile: what brands see, what is still missing, and what they say of themselves."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.base.actor import Side
from marketplace.base.errors import Refusal
from marketplace.creators import actions, queries
from marketplace.creators.actions import ProfileText
from marketplace.creators.completeness import checklist, next_need
from marketplace.creators.forms import ProfileForm, show_refusal
from marketplace.creators.niches import Niche
from marketplace.creators.views.blueprint import creators
from marketplace.database import db
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.language import reader_now
from marketplace.web.pages import page
from marketplace.work.unit import unit_of_work


@creators.get("/me")
@door(Side.CREATOR)
def me() -> ResponseReturnValue:
    """The profile, with a checklist until it is complete."""
    session = db.session()
    creator = queries.own_creator(session, current_actor())
    state = queries.profile_state(session, creator.id)
    return page(
        "creators/me.html",
        profile=queries.profile_of(session, creator.id),
        today=reader_now().date(),
        steps=checklist(state),
        need=next_need(state),
        niches=[Niche(value) for value in creator.niches],
    )


@creators.route("/me/profile", methods=["GET", "POST"])
@door(Side.CREATOR)
def edit_profile() -> ResponseReturnValue:
    """Name, bio, place, languages, niches."""
    form = ProfileForm(obj=queries.own_creator(db.session(), current_actor()))
    if form.validate_on_submit():
        try:
            with unit_of_work(current_actor()) as work:
                actions.save_profile(
                    work,
                    ProfileText(
                        name=form.name.data or "",
                        bio=form.bio.data or "",
                        country=form.country.data,
                        city=form.city.data,
                        languages=form.languages.data or [],
                        niches=form.niches.data or [],
                        available_from=form.available_from.data,
                    ),
                )
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for(".me"), 303)
    return page("creators/edit_profile.html", form=form), 422 if form.errors else 200


@creators.post("/me/pause")
@door(Side.CREATOR)
def pause() -> ResponseReturnValue:
    """No new work for now."""
    with unit_of_work(current_actor()) as work:
        actions.pause(work, queries.own_creator(work.session, work.actor).id)
    flash(_("Brands no longer see you among the matches. Your orders go on."), "success")
    return redirect(url_for(".me"), 303)


@creators.post("/me/resumption")
@door(Side.CREATOR)
def resume() -> ResponseReturnValue:
    """Open to work again."""
    with unit_of_work(current_actor()) as work:
        actions.resume(work, queries.own_creator(work.session, work.actor).id)
    flash(_("Welcome back. Brands see you again."), "success")
    return redirect(url_for(".me"), 303)
