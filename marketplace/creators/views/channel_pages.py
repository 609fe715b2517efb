"""The creator's channels: adding one, proving it by a code in the bio, removing it."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from marketplace.base.actor import Side
from marketplace.base.errors import Invalid
from marketplace.creators.actions import add_channel, ask_for_proof, remove_channel
from marketplace.creators.forms import ChannelForm
from marketplace.creators.queries import own_creator
from marketplace.creators.states import PROFILE_ADDRESSES, Platform
from marketplace.creators.views.blueprint import creators
from marketplace.database import db
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.pages import page
from marketplace.work.unit import unit_of_work


@creators.route("/me/channels", methods=["GET", "POST"])
@door(Side.CREATOR)
def channels() -> ResponseReturnValue:
    """The channels and their proofs; a new one is added here."""
    form = ChannelForm()
    if form.validate_on_submit():
        try:
            with unit_of_work(current_actor()) as work:
                add_channel(work, platform=Platform(form.platform.data), handle=form.handle.data or "")
        except Invalid as refusal:
            form.refuse(refusal, "handle")
        else:
            flash(gettext("Added. Put the code into your bio, then have it checked."), "success")
            return redirect(url_for(".channels"), 303)
    own = own_creator(db.session(), current_actor())
    body = page("creators/channels.html", form=form, creator=own, addresses=PROFILE_ADDRESSES)
    return body, 422 if form.errors else 200


@creators.post("/me/channels/<uuid:channel_id>/proof")
@door(Side.CREATOR)
def prove(channel_id: UUID) -> ResponseReturnValue:
    """The creator says that the code is in the bio now."""
    with unit_of_work(current_actor()) as work:
        ask_for_proof(work, channel_id)
    flash(gettext("We look at your bio now. Load this page again in a minute."), "info")
    return redirect(url_for(".channels"), 303)


@creators.post("/me/channels/<uuid:channel_id>/removal")
@door(Side.CREATOR)
def remove(channel_id: UUID) -> ResponseReturnValue:
    """Takes a channel off the profile."""
    with unit_of_work(current_actor()) as work:
        remove_channel(work, channel_id)
    flash(gettext("Removed."), "success")
    return redirect(url_for(".channels"), 303)
