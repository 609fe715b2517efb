"""The page of a brand's members: who may do what, and who is invited."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.accounts import actions, queries
from marketplace.accounts.forms import InviteForm, RolesForm, show_refusal, typed
from marketplace.accounts.states import ROLE_HINTS, ROLE_LABELS
from marketplace.accounts.views.blueprint import accounts
from marketplace.base.actor import BrandRole, Side
from marketplace.base.errors import Refusal
from marketplace.database import db
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.errors import status_of
from marketplace.web.language import reader_now
from marketplace.web.pages import page
from marketplace.web.sentences import say
from marketplace.work.unit import unit_of_work

_OWNERS = (BrandRole.OWNER,)


@accounts.get("/brand/members")
@door(Side.BRAND)
def members() -> ResponseReturnValue:
    """Who acts for the brand."""
    return _page(InviteForm(formdata=None))


@accounts.post("/brand/invitations")
@door(Side.BRAND, roles=_OWNERS)
def invite() -> ResponseReturnValue:
    """Invites somebody by e-mail."""
    form = InviteForm()
    if form.validate():
        try:
            with unit_of_work(current_actor()) as work:
                made = actions.invite_member(work, email=typed(form.email), roles=form.roles.data or ())
                email = made.email
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("An invitation is on its way to %(email)s.", email=email), "success")
            return redirect(url_for(".members"), 303)
    return _page(form), 422


@accounts.post("/brand/invitations/<uuid:invitation_id>/withdrawal")
@door(Side.BRAND, roles=_OWNERS)
def withdraw_invitation(invitation_id: UUID) -> ResponseReturnValue:
    """The link of an invitation stops working."""
    with unit_of_work(current_actor()) as work:
        actions.withdraw_invitation(work, invitation_id)
    flash(_("The invitation is withdrawn."), "success")
    return redirect(url_for(".members"), 303)


@accounts.post("/brand/members/<uuid:membership_id>/roles")
@door(Side.BRAND, roles=_OWNERS)
def change_roles(membership_id: UUID) -> ResponseReturnValue:
    """What a member may do from now on."""
    form = RolesForm()
    form.validate()
    try:
        with unit_of_work(current_actor()) as work:
            actions.change_roles(work, membership_id, roles=form.roles.data or ())
    except Refusal as refusal:
        return _refused(refusal)
    flash(_("Saved."), "success")
    return redirect(url_for(".members"), 303)


@accounts.post("/brand/members/<uuid:membership_id>/removal")
@door(Side.BRAND, roles=_OWNERS)
def remove_member(membership_id: UUID) -> ResponseReturnValue:
    """Somebody no longer acts for the brand."""
    try:
        with unit_of_work(current_actor()) as work:
            actions.remove_member(work, membership_id)
    except Refusal as refusal:
        return _refused(refusal)
    flash(_("Removed, and signed out everywhere."), "success")
    return redirect(url_for(".members"), 303)


def _refused(refusal: Refusal) -> ResponseReturnValue:
    status = status_of(refusal)
    if status in (403, 404):
        raise refusal
    return _page(InviteForm(formdata=None), say(refusal.sentence)), status


def _page(form: InviteForm, refused: str | None = None) -> str:
    actor = current_actor()
    brand = queries.brand_seen_by(db.session(), actor, actor.brand_id)
    rows = queries.members_of(db.session(), brand.id)
    return page(
        "accounts/members.html",
        brand=brand,
        form=form,
        refused=refused,
        members=rows,
        roles_forms={row.id: _roles_form(row.id, row.roles) for row in rows},
        invitations=queries.open_invitations(db.session(), brand.id, reader_now()),
        may_invite=actor.may(*_OWNERS),
        role_labels={role.value: label for role, label in ROLE_LABELS.items()},
        role_hints={role.value: hint for role, hint in ROLE_HINTS.items()},
    )


def _roles_form(membership_id: UUID, roles: list[str]) -> RolesForm:
    form = RolesForm(formdata=None, roles=[BrandRole(role) for role in roles])
    # Ids of a page are unique, and this form stands there once for every member.
    form.roles.id = f"roles-{membership_id}"
    return form
