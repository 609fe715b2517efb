"""Evidence as creators, brands and staff see it: notes, appeals, rings, and how it is judged."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.authenticity import queries
from marketplace.authenticity.actions import appeal, decide_appeal, write_note
from marketplace.authenticity.card import CARD
from marketplace.authenticity.forms import AppealForm, RemarkForm
from marketplace.authenticity.health import level_of
from marketplace.authenticity.models import Reading
from marketplace.authenticity.profiles.words import WORDS
from marketplace.authenticity.rings.finding import KIND_WORDS
from marketplace.authenticity.wording import Explained, explained
from marketplace.base.actor import Duty, Side
from marketplace.base.errors import NotFound, Refusal
from marketplace.creators.models import Creator
from marketplace.creators.queries import channel_seen_by, own_creator
from marketplace.database import db
from marketplace.web.actor import current_actor
from marketplace.web.doors import door, open_to_all
from marketplace.web.errors import status_of
from marketplace.web.language import reader_now
from marketplace.web.pages import page
from marketplace.work.unit import unit_of_work

authenticity = Blueprint("authenticity", __name__)


def evidence_block(creator: Creator) -> str:
    """The evidence on every channel of a creator, with its date and method, and what the creator says of it."""
    session = db.session()
    to_brands = current_actor().side is Side.BRAND and not creator.is_imported
    return render_template(
        "authenticity/block.html",
        readings=queries.readings_of(session, creator.id),
        remarks=queries.remarks_of(session, creator.id),
        explained=explained,
        to_brands_at=reader_now() if to_brands else None,
    )


def own_link(creator: Creator) -> str:
    """On a creator's own profile: the way to what the figures show of them."""
    return render_template("authenticity/own_link.html", readings=queries.readings_of(db.session(), creator.id))


@authenticity.get("/authenticity")
@open_to_all
def card() -> ResponseReturnValue:
    """How authenticity is judged, from what, and how often that errs."""
    return page("authenticity/card.html", card=CARD, words=sorted({row.label for row in WORDS.values()}))


@authenticity.get("/me/authenticity")
@door(Side.CREATOR)
def own() -> ResponseReturnValue:
    """What the figures show of the creator's channels, before brands see it; levels, notes and appeals."""
    session = db.session()
    creator = own_creator(session, current_actor())
    readings = queries.readings_of(session, creator.id)
    return page(
        "authenticity/own.html",
        readings=readings,
        explained=explained,
        remarks=queries.remarks_of(session, creator.id),
        levels={row.channel_id: level_of(row.p_authentic, row.known) for row in readings},
        months={row.channel_id: queries.months_of(session, row.channel_id) for row in readings},
        WORDS=WORDS,
    )


@authenticity.get("/me/authenticity/<uuid:channel_id>/<sign>")
@door(Side.CREATOR)
def remark(channel_id: UUID, sign: str) -> ResponseReturnValue:
    """One sign, and a place to say what should be known of it."""
    return _remark_page(channel_id, sign, RemarkForm(formdata=None))


@authenticity.post("/me/authenticity/<uuid:channel_id>/<sign>")
@door(Side.CREATOR)
def write_remark(channel_id: UUID, sign: str) -> ResponseReturnValue:
    """Keeps a note or sends an appeal."""
    form = RemarkForm()
    if not form.validate():
        return _remark_page(channel_id, sign, form), 422
    write = appeal if form.kind.data == "appeal" else write_note
    try:
        with unit_of_work(current_actor()) as work:
            write(work, channel_id, sign, str(form.body.data or ""))
    except NotFound:
        raise
    except Refusal as refusal:
        form.refuse(refusal)
        return _remark_page(channel_id, sign, form), status_of(refusal)
    flash(_("Our staff decide within a week.") if form.kind.data == "appeal" else _("Saved."), "success")
    return redirect(url_for(".own"), 303)


@authenticity.get("/staff/appeals")
@door(Side.STAFF, duty=Duty.TRUST)
def appeals() -> ResponseReturnValue:
    """Appeals that wait, the one that is due first first."""
    waiting = queries.appeals_waiting(db.session())
    return page("authenticity/appeals.html", appeals=waiting, WORDS=WORDS, now=reader_now())


@authenticity.get("/staff/appeals/<uuid:remark_id>")
@door(Side.STAFF, duty=Duty.TRUST)
def judge(remark_id: UUID) -> ResponseReturnValue:
    """One appeal beside the evidence it is about."""
    return _judge_page(remark_id, AppealForm(formdata=None))


@authenticity.post("/staff/appeals/<uuid:remark_id>")
@door(Side.STAFF, duty=Duty.TRUST)
def decide(remark_id: UUID) -> ResponseReturnValue:
    """Decides an appeal; the creator reads the reason."""
    form = AppealForm()
    if not form.validate():
        return _judge_page(remark_id, form), 422
    try:
        with unit_of_work(current_actor()) as work:
            decide_appeal(work, remark_id, upheld=form.outcome.data == "upheld", reason=str(form.reason.data or ""))
    except NotFound:
        raise
    except Refusal as refusal:
        form.refuse(refusal)
        return _judge_page(remark_id, form), status_of(refusal)
    flash(_("Decided. The creator reads your reason."), "success")
    return redirect(url_for(".appeals"), 303)


@authenticity.get("/staff/rings")
@door(Side.STAFF, duty=Duty.TRUST)
def rings() -> ResponseReturnValue:
    """Groups of creators who seem to work together to look liked, with what speaks against each."""
    session = db.session()
    found = queries.found_rings(session)
    members = [UUID(member) for ring in found for member in ring.members]
    return page(
        "authenticity/rings.html",
        rings=found,
        creators={str(row.id): row for row in queries.creators_named(session, members).values()},
        KIND_WORDS=KIND_WORDS,
    )


def _remark_page(channel_id: UUID, sign: str, form: RemarkForm) -> str:
    session = db.session()
    channel = channel_seen_by(session, current_actor(), channel_id)
    row = _row(session.get(Reading, channel.id), sign)
    return page("authenticity/remark.html", row=row, channel=channel, form=form)


def _judge_page(remark_id: UUID, form: AppealForm) -> str:
    session = db.session()
    found = queries.appeal(session, remark_id)
    reading = session.get(Reading, found.channel_id)
    return page(
        "authenticity/judge.html",
        remark=found,
        reading=reading,
        row=_row(reading, found.sign),
        rows=explained(reading.evidence_rows) if reading else [],
        form=form,
        WORDS=WORDS,
    )


def _row(reading: Reading | None, sign: str) -> Explained:
    """The evidence of one sign as it is shown. Raises NotFound when there is none of it."""
    rows = [row for row in reading.evidence_rows if row.sign == sign] if reading else []
    if not rows:
        raise NotFound()
    return explained(rows)[0]
