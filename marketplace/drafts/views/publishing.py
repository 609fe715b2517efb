"""The creator says where the post is public."""

from __future__ import annotations

from uuid import UUID

from flask import flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from marketplace.base.actor import Side
from marketplace.base.errors import Invalid
from marketplace.drafts.actions import publishing
from marketplace.drafts.errors import BadAddress
from marketplace.drafts.forms import PostForm
from marketplace.drafts.views import drafts
from marketplace.drafts.views.order_page import again, back
from marketplace.gateways import current
from marketplace.gateways.platforms.errors import PostAddressRefused
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.work.unit import unit_of_work


@drafts.post("/orders/<uuid:order_id>/post")
@door(Side.CREATOR)
def bind(order_id: UUID) -> ResponseReturnValue:
    """The creator says where the post is public."""
    form = PostForm()
    if not form.validate_on_submit():
        return again(order_id, form)
    try:
        address = current.platforms().canonical_post(form.url.data or "")
        with unit_of_work(current_actor()) as work:
            publishing.bind_post(work, order_id, publishing.Address(address.platform, address.handle, address.url))
    except PostAddressRefused:
        form.refuse(BadAddress(), "url")
        return again(order_id, form)
    except Invalid as refusal:
        form.refuse(refusal, "url")
        return again(order_id, form)
    flash(gettext("Thank you. We look at the post now."), "success")
    return back(order_id)
