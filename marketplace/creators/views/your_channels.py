"""The creator's channels: add one, prove it, remove it."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.base.actor import Side
from marketplace.base.errors import Refusal
from marketplace.creators import actions, queries
from marketplace.creators.forms import ChannelForm, show_refusal
from marketplace.creators.views.blueprint import creators
from marketplace.database import db
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.pages import page
from marketplace.work.unit import unit_of_work


@creators.get("/me/channels")
@door(Side.CREATOR)
def channels() -> ResponseReturnValue:
    """All channels, what is proved, and the code for what is not."""
    return _page(ChannelForm(formdata=None))


@creators.post("/me/channels")
@door(Side.CREATOR)
def add_channel() -> ResponseReturnValue:
    """One more channel, still to be proved."""
    form = ChannelForm()
    if form.validate():
        try:
            with unit_of_work(current_actor()) as work:
                actions.add_channel(work, platform=form.platform.data, handle=form.handle.data or "")
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Added. Put the code into your bio, then have it checked."), "success")
            return redirect(url_for(".channels"), 303)
    return _page(form), 422


@creators.post("/me/channels/<uuid:channel_id>/proof")
@door(Side.CREATOR)
def prove_channel(channel_id: UUID) -> ResponseReturnValue:
    """The code is in the bio; somebody looks."""
    with unit_of_work(current_actor()) as work:
        asked = actions.ask_for_proof(work, channel_id)
        known = asked.is_verified
    if not known:
        flash(_("We look at your bio now. Load this page again in a minute."), "info")
    return redirect(url_for(".channels"), 303)


@creators.post("/me/channels/<uuid:channel_id>/removal")
@door(Side.CREATOR)
def remove_channel(channel_id: UUID) -> ResponseReturnValue:
    """Takes a channel off the profile."""
    with unit_of_work(current_actor()) as work:
        actions.remove_channel(work, channel_id)
    flash(_("Removed."), "success")
    return redirect(url_for(".channels"), 303)


def _page(form: ChannelForm) -> str:
    creator = queries.own_creator(db.session(), current_actor())
    return page("creators/channels.html", form=form, channels=creator.channels)
