"""Looking for creators in one's own words, and for more like one of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import render_template, request
from flask.typing import ResponseReturnValue

from marketplace.authenticity.wording import explained
from marketplace.base.actor import Side
from marketplace.base.money import Money
from marketplace.creators.models import Creator
from marketplace.creators.states import Format, Platform
from marketplace.database import db
from marketplace.gateways import current
from marketplace.gateways.embedding.errors import EmbeddingUnavailable, NothingToEmbed
from marketplace.matching.filters import filters_of_search
from marketplace.matching.forms import SearchForm
from marketplace.matching.queries.searching import Findings, creator_to_be_like, look_alikes, search
from marketplace.matching.queries.space import space
from marketplace.matching.vectors import Vector
from marketplace.matching.views import matching
from marketplace.matching.views.matches import SHOWN, SIZES, niches_of
from marketplace.matching.views.subjects import branch_words
from marketplace.matching.wishes import Wish
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.language import reader_now
from marketplace.web.pages import page


@matching.get("/search")
@door(Side.BRAND, Side.STAFF)
def find() -> ResponseReturnValue:
    """Words in, creators out, each with a reason; the filters stand in the address."""
    session = db.session()
    like = _like()
    form = SearchForm(request.args, countries=_countries())
    good = form.validate()
    found = _findings(form, like) if good and (like or form.words.data) else None
    shown = page(
        "matching/search.html",
        form=form,
        found=found,
        like=creator_to_be_like(session, like) if like else None,
        kept={name: value for name, value in request.args.items() if name != "top" and value},
        top=_top(),
        sizes=SIZES,
        explained=explained,
        now=reader_now(),
        niches_of=niches_of,
        branch_words=branch_words,
    )
    return shown, 200 if good else 422


def like_link(creator: Creator) -> str:
    """For the page of a creator: the way to others like them, for who may search."""
    if current_actor().side is Side.CREATOR:
        return ""
    return render_template("matching/like_link.html", creator=creator)


def _findings(form: SearchForm, like: UUID | None) -> Findings:
    session, words = db.session(), form.words.data or ""
    filters = filters_of_search(any_platform=not form.platform.data, any_price=form.price.data is None)
    wish = _wish(form, words)
    asked: dict[str, Any] = {"platform": bool(form.platform.data), "limit": _top()}
    if like:
        return look_alikes(session, wish, filters, like, **asked)
    return search(session, wish, filters, query=_vector(words), **asked)


def _wish(form: SearchForm, words: str) -> Wish:
    """The search as a wish. Where it asks for no platform and no price, no filter and no part reads them."""
    return Wish(
        title=words,
        story="",
        product_name="",
        platform=Platform(form.platform.data) if form.platform.data else Platform.XIAOHONGSHU,
        format=Format(form.format.data) if form.format.data else Format.PHOTO,
        price_max=form.price.data or Money.zero(form.price.currency),
        languages=(form.language.data,) if form.language.data else (),
        creator_countries=(form.country.data,) if form.country.data else (),
        followers_min=form.followers_min.data,
        followers_max=form.followers_max.data,
    )


def _vector(words: str) -> Vector | None:
    """The vector of the words, by the model of the stored ones; none when it cannot be had."""
    where, model = space(db.session()), current.embedding()
    try:
        return model.embed_query(words) if where and where.model_id == model.model_id else None
    except (EmbeddingUnavailable, NothingToEmbed):
        return None


def _countries() -> list[str]:
    """Where creators live."""
    return list(db.session().scalars(sa.select(Creator.country).where(Creator.country.is_not(None)).distinct()))


def _like() -> UUID | None:
    try:
        return UUID(request.args.get("like", ""))
    except ValueError:
        return None


def _top() -> int:
    wanted = request.args.get("top", "")
    return int(wanted) if wanted in map(str, SIZES) else SHOWN
