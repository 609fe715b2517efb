"""Open briefs for creators: which fit, why, and what stands in the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue

from marketplace.base.actor import Side
from marketplace.base.ids import CreatorId
from marketplace.briefs.queries import brief_seen_by, open_briefs
from marketplace.briefs.states import BriefState
from marketplace.creators.queries import next_step_before_applying, own_creator
from marketplace.creators.states import Platform
from marketplace.database import db
from marketplace.matching.forms import apply_form
from marketplace.matching.queries import application_for, applications_of_creator
from marketplace.matching.queries.fits import Fit, fit_of, fits_of
from marketplace.matching.queries.weights import weights_of
from marketplace.matching.scoring import WEIGHTS
from marketplace.matching.views import matching
from marketplace.matching.views.matches import niches_of
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.filters import label
from marketplace.web.forms import Form
from marketplace.web.language import reader_now
from marketplace.web.pages import page


@matching.get("/board")
@door(Side.CREATOR)
def board() -> ResponseReturnValue:
    """Every brief that takes applications, the best fit first."""
    session = db.session()
    creator = own_creator(session, current_actor())
    everything = open_briefs(session)
    platforms = [platform for platform in Platform if platform.value in request.args.getlist("platform")]
    currencies = request.args.getlist("currency")
    shown = [
        brief
        for brief in everything
        if (not platforms or brief.platform in platforms) and (not currencies or brief.currency in currencies)
    ]
    fits = fits_of(session, shown, creator.id, reader_now())
    shown.sort(key=lambda brief: (-_score(fits[brief.id]), brief.apply_by, brief.id))
    return page(
        "matching/board.html",
        briefs=shown,
        fits=fits,
        total=len(everything),
        platforms=_options(
            Counter(brief.platform.value for brief in everything), platforms, lambda value: label(Platform(value))
        ),
        currencies=_options(Counter(brief.currency for brief in everything), currencies, str),
        applied={row.brief_id: row for row in applications_of_creator(session, CreatorId(creator.id))},
        next_step=next_step_before_applying(session, creator.id),
        niches_of=niches_of,
    )


@matching.get("/board/<uuid:brief_id>")
@door(Side.CREATOR)
def brief(brief_id: UUID) -> ResponseReturnValue:
    """One brief as a creator sees it."""
    return brief_page(brief_id)


def brief_page(brief_id: UUID, form: Form | None = None) -> str:
    """Renders a brief for a creator; `form` is an application that did not fit."""
    session, actor = db.session(), current_actor()
    creator = own_creator(session, actor)
    found = brief_seen_by(session, actor, brief_id)
    return page(
        "matching/brief.html",
        brief=found,
        fit=fit_of(session, found, creator.id),
        application=application_for(session, found.id, creator.id),
        next_step=next_step_before_applying(session, creator.id),
        takes_applications=found.state is BriefState.OPEN and found.apply_by > reader_now(),
        form=form or apply_form(found.currency),
        weights=weights_of(session, found),
        usual=WEIGHTS,
        niches_of=niches_of,
    )


def _score(fit: Fit) -> float:
    return fit.row.score if fit.row else -1.0


def _options(counts: Counter[str], chosen: Collection[str], words: Callable[[str], str]) -> list[dict[str, Any]]:
    return [
        {"value": value, "label": words(value), "count": count, "checked": value in chosen}
        for value, count in sorted(counts.items())
    ]
