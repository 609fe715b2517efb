"""A brand's briefs, and one brief whole: where it stands, what it costs, what it says."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from flask.typing import ResponseReturnValue

from marketplace.accounts.queries import brand, names_of
from marketplace.base.actor import Actor, BrandRole, Side
from marketplace.base.errors import NotFound
from marketplace.base.ids import BrandId
from marketplace.briefs.forms import ButtonForm
from marketplace.briefs.label_rules import label_language
from marketplace.briefs.models import Brief
from marketplace.briefs.queries import brief_seen_by, briefs_of, money_of
from marketplace.briefs.review import PreCheck, pre_check
from marketplace.briefs.sentences import HISTORY, NEXT_STEPS, STAGES, stage_states
from marketplace.briefs.states import EDITABLE, PUBLIC, UNFUNDED
from marketplace.briefs.views import briefs
from marketplace.briefs.views.writing import WRITERS, estimate_of, rules_of
from marketplace.database import db
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.forms import Form
from marketplace.web.language import reader_now
from marketplace.web.pages import page
from marketplace.work.moves import moves_of

ROLES_BY_VERB: Mapping[str, tuple[BrandRole, ...]] = {
    "submit": WRITERS,
    "pause": WRITERS,
    "resume": WRITERS,
    "close": WRITERS,
    "fund": (BrandRole.MANAGER, BrandRole.FINANCE),
    "cancel": (BrandRole.MANAGER, BrandRole.FINANCE),
}
"""Verb of the lifecycle -> the members of a brand who get its button, besides owners."""


@briefs.get("/briefs")
@door(Side.BRAND)
def index() -> ResponseReturnValue:
    """The brand's briefs, newest first."""
    session, actor = db.session(), current_actor()
    if actor.brand_id is None:
        raise NotFound()
    found = briefs_of(session, BrandId(actor.brand_id))
    return page(
        "briefs/index.html",
        briefs=found,
        money=money_of(session, found),
        next_steps=NEXT_STEPS,
        unfunded=UNFUNDED,
        public=PUBLIC,
        may_write=actor.may(*WRITERS),
        brand=brand(session, actor.brand_id),
    )


@briefs.get("/briefs/<uuid:brief_id>")
@door(Side.BRAND)
def show(brief_id: UUID) -> ResponseReturnValue:
    """One brief, as the brand that wrote it sees it."""
    return brief_page(brief_id)


def brief_page(brief_id: UUID, refused: Form | None = None) -> str:
    """Renders a brief for its brand; `refused` carries what an action said no to."""
    session, actor = db.session(), current_actor()
    brief = brief_seen_by(session, actor, brief_id)
    moves = moves_of(session, brief)
    return page(
        "briefs/show.html",
        brief=brief,
        form=refused or ButtonForm(formdata=None),
        verbs=verbs_shown(actor, brief),
        may_write=actor.may(*WRITERS),
        editable=brief.state in EDITABLE,
        public=brief.state in PUBLIC,
        deadline_over=brief.apply_by <= reader_now(),
        funded=brief.state not in UNFUNDED,
        money=money_of(session, [brief])[brief.id],
        estimate=estimate_of(brief),
        rules=rules_of(brief),
        check=check_of(brief) if brief.state in EDITABLE else None,
        next_step=NEXT_STEPS[brief.state],
        stages=list(zip(STAGES, stage_states(brief.state), strict=False)),
        moves=moves,
        names=names_of(session, (move.person_id for move in moves if move.by == Side.BRAND)),
        history=HISTORY,
    )


def verbs_shown(actor: Actor, brief: Brief) -> tuple[str, ...]:
    """The verbs of the lifecycle that get a button for this member now."""
    return tuple(verb for verb in brief.open_to(Side.BRAND) if actor.may(*ROLES_BY_VERB.get(verb, ())))


def check_of(brief: Brief) -> PreCheck:
    """What the machine notices in a brief."""
    return pre_check(
        title=brief.title,
        story=brief.story,
        product_name=brief.product_name,
        must_say=brief.must_say,
        keywords=brief.keywords,
        countries=brief.audience_countries,
        platform=brief.platform.value,
        language=label_language(brief.languages),
        product_category=brief.product_category,
    )
