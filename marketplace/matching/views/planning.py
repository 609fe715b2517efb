"""Planning a mix of creators for a brief, saving it, and going on from it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from marketplace.base.actor import Actor, BrandRole, Side
from marketplace.briefs.models import Brief
from marketplace.briefs.queries import brief_seen_by
from marketplace.briefs.states import Goal
from marketplace.database import db
from marketplace.matching.actions.planning import drop_plan, save_plan
from marketplace.matching.errors import NobodyInTheMix
from marketplace.matching.forms import plan_form
from marketplace.matching.queries import applications_of_brief
from marketplace.matching.queries.exposure import named
from marketplace.matching.queries.planning import PlanWishes, planned
from marketplace.matching.queries.plans import plan_seen_by, plans_of
from marketplace.matching.views import matching
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.forms import Form
from marketplace.web.pages import page, public_url
from marketplace.work.instants import instant_of
from marketplace.work.unit import unit_of_work

USUAL_KOC = 30
"""Per cent of the budget that is kept for KOCs when nobody has said otherwise."""

MOST_NAMED = 200
"""So many creators are kept or left out at most."""


@matching.get("/briefs/<uuid:brief_id>/plan")
@door(Side.BRAND, Side.STAFF)
def plan(brief_id: UUID) -> ResponseReturnValue:
    """The best mix of creators for a budget, and what becomes of it when something changes."""
    brief = brief_seen_by(db.session(), current_actor(), brief_id)
    return _plan_page(brief, request.args)


@matching.post("/briefs/<uuid:brief_id>/plans")
@door(Side.BRAND, roles=(BrandRole.MANAGER,))
def save(brief_id: UUID) -> ResponseReturnValue:
    """Saves the mix as a cart."""
    brief = brief_seen_by(db.session(), current_actor(), brief_id)
    form = _form(brief, request.form)
    if not form.validate():
        return _plan_page(brief, request.form)
    try:
        with unit_of_work(current_actor()) as work:
            plan_id = save_plan(work, brief_id, _wishes(form, request.form)).id
    except NobodyInTheMix as refusal:
        form.refuse(refusal)
        return _plan_page(brief_seen_by(db.session(), current_actor(), brief_id), request.form, form)
    flash(gettext("The mix is saved. From here you can go on with each creator."), "success")
    return redirect(url_for("matching.cart", plan_id=plan_id), 303)


@matching.get("/plans/<uuid:plan_id>")
@door(Side.BRAND, Side.STAFF)
def cart(plan_id: UUID) -> ResponseReturnValue:
    """A saved mix: who of it has applied, and what comes next with each."""
    session, actor = db.session(), current_actor()
    found = plan_seen_by(session, actor, plan_id)
    people = {one.creator_id: one for one in named(session, found.brief, [row.creator_id for row in found.rows])}
    return page(
        "matching/cart.html",
        plan=found,
        brief=found.brief,
        people=people,
        applications={row.creator_id: row for row in applications_of_brief(session, found.brief_id)},
        brief_address=public_url("matching.brief", brief_id=found.brief_id),
        may_change=_may_change(actor),
    )


@matching.post("/plans/<uuid:plan_id>/removal")
@door(Side.BRAND, roles=(BrandRole.MANAGER,))
def drop(plan_id: UUID) -> ResponseReturnValue:
    """Forgets a saved mix."""
    with unit_of_work(current_actor()) as work:
        brief_id = drop_plan(work, plan_id)
    flash(gettext("The mix is gone. Applications and offers stay as they are."), "success")
    return redirect(url_for("matching.plan", brief_id=brief_id), 303)


def _plan_page(brief: Brief, said: MultiDict[str, str], refused: Form | None = None) -> ResponseReturnValue:
    session = db.session()
    form = refused or _form(brief, said)
    fits = form.validate() and refused is None
    now = instant_of(session)
    shown = page(
        "matching/plan.html",
        brief=brief,
        form=form,
        found=planned(session, brief, _wishes(form, said), now=now) if form.validate() else None,
        asked={name: said.getlist(name) for name in ("keep", "leave")},
        plans=plans_of(session, brief.id),
        may_change=_may_change(current_actor()),
    )
    return shown, 200 if fits else 422


def _form(brief: Brief, said: MultiDict[str, str]) -> Form:
    if "budget" in said:
        return plan_form(brief.currency, formdata=said)
    usual = {"budget": brief.budget.decimal, "goal": brief.goal.value, "koc": USUAL_KOC, "places": brief.slots}
    return plan_form(brief.currency, formdata=MultiDict({name: str(value) for name, value in usual.items()}))


def _wishes(form: Any, said: MultiDict[str, str]) -> PlanWishes:
    locked = _ids(said, "keep")
    return PlanWishes(
        budget=form.budget.data,
        goal=Goal(form.goal.data),
        koc_ratio=form.koc.data / 100,
        places=form.places.data,
        locked=locked,
        excluded=_ids(said, "leave") - locked,
    )


def _ids(said: MultiDict[str, str], name: str) -> frozenset[UUID]:
    found = set()
    for value in said.getlist(name)[:MOST_NAMED]:
        try:
            found.add(UUID(value))
        except ValueError:
            continue  # no creator of ours
    return frozenset(found)


def _may_change(actor: Actor) -> bool:
    return actor.side is Side.BRAND and actor.may(BrandRole.MANAGER)
