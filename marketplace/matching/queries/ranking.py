"""Who fits a brief: hard filters, then the score with its parts and reasons."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.authenticity.models import Reading
from marketplace.authenticity.queries import read_evidence, readings_of_channels
from marketplace.base.money import Money
from marketplace.base.text import Sentence
from marketplace.briefs.models import Brief
from marketplace.creators.models import Creator
from marketplace.creators.queries import Candidate, candidates
from marketplace.creators.states import CreatorState
from marketplace.matching.audience import audience_fit
from marketplace.matching.filters import FilterCount, passing
from marketplace.matching.models import Application
from marketplace.matching.queries.shortlist import shortlist
from marketplace.matching.queries.space import Space, Subject, space
from marketplace.matching.queries.vectors import Embedded, brief_vectors, vectors_of, wish_of
from marketplace.matching.queries.weights import weights_of
from marketplace.matching.reasons import About, sentence_for
from marketplace.matching.scoring import (
    Contribution,
    Part,
    Scored,
    Values,
    percentiles,
    places_of_authenticity,
    reactions_for_price,
    scores,
)
from marketplace.matching.states import UNDECIDED, ApplicationState
from marketplace.matching.texts.corpus import Corpus
from marketplace.matching.vectors import Vector
from marketplace.matching.wishes import Wish
from marketplace.work.instants import instant_of

THROUGH_WITH = frozenset(ApplicationState) - UNDECIDED


@dataclass(frozen=True)
class Ranked:
    """A creator who comes into question, their score, and everything it rests on."""

    creator_id: UUID
    candidate: Candidate
    score: float  # 0-100; the middle of the candidates has 50
    contributions: tuple[Contribution, ...]
    sentence: Sentence
    price: Money
    limited: bool  # too little is known to say much; never a fault of the person
    about: About | None
    reading: Reading | None
    subjects: tuple[Subject, ...]  # what they post about, the most first

    @property
    def name(self) -> str:
        """The creator's name."""
        return self.candidate.name

    @property
    def cost_per_reaction(self) -> Money | None:
        """The price over the median likes, saves and comments of a post."""
        usual = self.reading.engagement_median if self.reading else None
        return Money(round(self.price.minor / usual), self.price.currency) if usual else None

    @property
    def engagement_ratio(self) -> float | None:
        """The median reactions of a post as a share of the followers."""
        usual, followers = (self.reading.engagement_median if self.reading else None), self.candidate.followers
        return usual / followers if usual is not None and followers else None


@dataclass(frozen=True)
class Ranking:
    """The best candidates of a brief, and where everybody else went: removed and considered are together the total."""

    rows: list[Ranked]
    removed: list[FilterCount]
    considered: int
    total: int


def rank(
    session: Session,
    brief: Brief | Wish,
    *,
    limit: int,
    now: datetime | None = None,
    query: Vector | None = None,
    only: Collection[UUID] | None = None,
) -> Ranking:
    """The best creators for a brief, with reasons.

    `query` is the embedded text of a brief that is not in the database; without a vector content fit is read
    from its niches and words alone. With `only`, rows are given for these creators alone, scored among all,
    and the brand may be through with them. Where thousands pass and there is an index, those nearest to the brief are
    scored; the others are considered, and not given.
    """
    wish = wish_of(brief) if isinstance(brief, Brief) else brief
    total = session.scalar(sa.select(sa.func.count()).where(Creator.state != CreatorState.JOINED)) or 0
    decided = _decided(session, brief.id) if isinstance(brief, Brief) else frozenset()
    decided -= frozenset(only or ())
    where = space(session)
    if query is None and where and isinstance(brief, Brief):
        query = brief_vectors(session, [brief.id], where.model_id).get(brief.id)
    short = shortlist(session, wish, where, query, total=total, decided=decided, also=only or ())
    if short:
        left, removed, considered = short.candidates, short.removed, short.considered
    else:
        left, removed = passing(wish, candidates(session, platform=wish.platform), total=total, decided=decided)
        considered = len(left)
    field = load_field(session, left, where)
    scored = score_field(field, wish, query, now or instant_of(session), weights_of(session, brief))
    places = [place for place, row in enumerate(left) if only is None or row.creator_id in only]
    order = sorted(places, key=lambda place: (-scored[place].score, left[place].creator_id))[:limit]
    read_evidence(session, [left[place].channel_id for place in order])
    rows = [ranked(wish, field, scored[place], place) for place in order]
    return Ranking(rows=rows, removed=removed, considered=considered, total=total)


@dataclass(frozen=True)
class Field:
    """Candidates and what is known of them, in their order."""

    candidates: Sequence[Candidate]
    readings: Mapping[UUID, Reading]
    space: Space | None
    known: Sequence[Embedded | None]
    corpus: Corpus | None  # what they post about; none without a space

    def part(self, places: Sequence[int]) -> Field:
        """Some of the candidates, with all that is known of them."""
        return replace(
            self,
            candidates=[self.candidates[place] for place in places],
            known=[self.known[place] for place in places],
            corpus=self.corpus.part(places) if self.corpus else None,
        )

    def about(self, wish: Wish, place: int) -> About | None:
        """How many of a candidate's latest posts name a niche of the brief; none when it names none."""
        known = self.known[place]
        if known is None or not wish.niches or not known.posts:
            return None
        return About(max(known.niche_posts.get(niche, 0) for niche in wish.niches), known.posts)

    def subjects(self, place: int) -> tuple[Subject, ...]:
        """The niches a candidate posts about, with their shares."""
        return self.space.subjects(self.corpus, place) if self.space and self.corpus else ()

    def reading(self, place: int) -> Reading | None:
        """What was seen of a candidate's channel, once it has been judged."""
        found = self.readings.get(self.candidates[place].channel_id)
        return found if found and found.judged_at else None


def load_field(session: Session, left: Sequence[Candidate], where: Space | None) -> Field:
    """Reads readings and vectors of candidates."""
    readings = readings_of_channels(session, [candidate.channel_id for candidate in left])
    found = vectors_of(session, [candidate.creator_id for candidate in left], where.model_id) if where else {}
    known = [found.get(candidate.creator_id) for candidate in left]
    return Field(left, readings, where, known, where.corpus(known) if where else None)


def score_field(
    field: Field, wish: Wish, query: Vector | None, now: datetime, weights: Mapping[Part, float]
) -> list[Scored]:
    """Scores of all candidates of a field for one brief, in their order, with the weights of that brief."""
    if not field.candidates:
        return []
    readings = [field.reading(place) for place in range(len(field.candidates))]
    price = [candidate.rate(wish.format, wish.price_max.currency) for candidate in field.candidates]
    parts: dict[Part, Values] = {
        Part.NICHE: _content(field, wish, query),
        Part.AUTHENTICITY: places_of_authenticity(
            [candidate.tier for candidate in field.candidates],
            _numbers([reading.p_authentic if reading else None for reading in readings]),
            _numbers([reading.p_low if reading else None for reading in readings]),
            [reading is not None and reading.limited for reading in readings],
        ),
        Part.PRICE: reactions_for_price(
            [reading.engagement_median if reading else None for reading in readings],
            [reading.posts if reading else 0 for reading in readings],
            [money.minor if money else None for money in price],
        ),
        Part.AUDIENCE: _numbers([audience_fit(wish, candidate) for candidate in field.candidates]),
        Part.RELIABILITY: _steadiness(readings),
        Part.FRESHNESS: _numbers([_freshness(candidate, now) for candidate in field.candidates]),
    }
    return scores(parts, weights)


def ranked(wish: Wish, field: Field, scored: Scored, place: int) -> Ranked:
    """One candidate of a field with their score and its reasons."""
    candidate, reading = field.candidates[place], field.reading(place)
    about = field.about(wish, place)
    price = candidate.rate(wish.format, wish.price_max.currency)
    if price is None:
        raise ValueError("a candidate without a price passed the filters")
    return Ranked(
        creator_id=candidate.creator_id,
        candidate=candidate,
        score=scored.score,
        contributions=scored.contributions,
        sentence=sentence_for(scored.contributions, about),
        price=price,
        limited=reading is None or reading.limited or field.known[place] is None,
        about=about,
        reading=reading,
        subjects=field.subjects(place),
    )


def _content(field: Field, wish: Wish, query: Vector | None) -> Values:
    """The fit of what they post with what the brief says, on one scale for all briefs."""
    if field.space is None or field.corpus is None:
        return np.full(len(field.candidates), math.nan)
    return np.where(field.corpus.blank, math.nan, field.corpus.fits(field.space.asked(wish, query)))


def _steadiness(readings: Sequence[Reading | None]) -> Values:
    """Weeks with a post, and the platform's own grade; the mean of the places in what is known."""
    known = [
        _numbers([reading.weeks_active_ratio if reading else None for reading in readings]),
        _numbers([reading.level if reading else None for reading in readings]),
    ]
    places = np.stack([np.where(np.isnan(values), math.nan, percentiles(values)) for values in known])
    counts = (~np.isnan(places)).sum(axis=0)
    made: Values = np.divide(np.nansum(places, axis=0), counts, out=np.full(len(readings), math.nan), where=counts > 0)
    return made


def _freshness(candidate: Candidate, now: datetime) -> float | None:
    if candidate.last_post_at is None:
        return None
    return -math.log1p(max(0.0, (now - candidate.last_post_at).total_seconds() / 86_400))


def _decided(session: Session, brief_id: UUID) -> frozenset[UUID]:
    return frozenset(
        session.scalars(
            sa.select(Application.creator_id).where(
                Application.brief_id == brief_id, Application.state.in_(THROUGH_WITH)
            )
        )
    )


def _numbers(values: Sequence[float | int | None]) -> Values:
    return np.array([math.nan if value is None else float(value) for value in values])
