"""Versions, requests for changes, and posts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.base.ids import new_id
from marketplace.database import Model, enum_type
from marketplace.drafts.frames import frames_of
from marketplace.drafts.looks import LATE_AFTER
from marketplace.drafts.states import CheckVerdict, LookKind, Missing, ProofSide
from marketplace.orders.models import Order
from marketplace.work.attempts import Leased


class Draft(Model):
    """One version of the work before it is public. Versions are never changed or deleted."""

    __tablename__ = "drafts"
    __table_args__ = (sa.UniqueConstraint("order_id", "version"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    order_id: Mapped[UUID] = mapped_column(sa.ForeignKey("orders.id"), index=True)
    version: Mapped[int] = mapped_column(sa.Integer)
    title: Mapped[str]
    body: Mapped[str]
    hashtags: Mapped[list[Any]]  # without the sign, in their order
    native_label: Mapped[bool]  # the platform's own label will be switched on
    ai_used: Mapped[bool]  # made with AI, so the platform's AI mark is owed
    frames: Mapped[list[Any]]  # the words in its pictures or its recording as the creator says, a line each, in order
    label_from: Mapped[int | None] = mapped_column(sa.Integer)  # from this second of a recording its label is shown,
    label_until: Mapped[int | None] = mapped_column(sa.Integer)  # until this one,
    length: Mapped[int | None] = mapped_column(sa.Integer)  # of so many
    submitted_at: Mapped[datetime]
    verdict: Mapped[CheckVerdict | None] = mapped_column(enum_type(CheckVerdict))
    report: Mapped[dict[str, Any] | None]  # disclosure.check.Report as JSON, with the packs' versions
    checked_at: Mapped[datetime | None]
    decided_by: Mapped[UUID | None]  # the member of staff who decided what the check could not
    decided_at: Mapped[datetime | None]
    decision_note: Mapped[str | None]

    order: Mapped[Order] = relationship(lazy="joined", innerjoin=True)
    changes: Mapped[list[Change]] = relationship(order_by="Change.id", lazy="selectin")
    shown: Mapped[list[Shown]] = relationship(order_by="Shown.place", lazy="selectin")

    @property
    def pictures(self) -> list[Picture]:
        """Its pictures in their order."""
        return [each.picture for each in self.shown]

    @property
    def words(self) -> dict[str, Any]:
        """What the check reads of it."""
        return {
            "title": self.title,
            "body": self.body,
            "hashtags": self.hashtags,
            "native_label": self.native_label,
            "frames": frames_of(self.frames, [each.words for each in self.pictures]),
            "label_from": self.label_from,
            "label_until": self.label_until,
            "length": self.length,
        }


class Picture(Model):
    """A picture that a creator uploaded: made smaller, without what a camera writes into it, kept once a person."""

    __tablename__ = "pictures"
    __table_args__ = (sa.UniqueConstraint("uploaded_by_id", "content_hash"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    uploaded_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"))
    uploaded_at: Mapped[datetime]
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)  # JPEG
    content_hash: Mapped[str]  # SHA-256 of the content
    width: Mapped[int] = mapped_column(sa.Integer)
    height: Mapped[int] = mapped_column(sa.Integer)
    words: Mapped[str | None]  # what the reader of pictures made out, a line each; None until it has looked
    is_doubtful: Mapped[bool] = mapped_column(default=False)  # it saw words that it could not read
    reader: Mapped[str | None]  # the model and its version
    read_at: Mapped[datetime | None]


class Shown(Model):
    """A picture's place in a version."""

    __tablename__ = "draft_pictures"

    draft_id: Mapped[UUID] = mapped_column(sa.ForeignKey("drafts.id"), primary_key=True)
    place: Mapped[int] = mapped_column(sa.Integer, primary_key=True)
    picture_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pictures.id"), index=True)

    picture: Mapped[Picture] = relationship(lazy="joined", innerjoin=True)


class Change(Model):
    """One wish of the brand: where in the draft, to which point of the brief it belongs, and what should change."""

    __tablename__ = "draft_changes"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    draft_id: Mapped[UUID] = mapped_column(sa.ForeignKey("drafts.id"), index=True)
    clause: Mapped[str]
    quote: Mapped[str]  # the words of the draft it is about; empty for the whole
    text: Mapped[str]
    asked_at: Mapped[datetime]


class ClaimProof(Model):
    """A file that shows that a claim of a draft is true. Kept as it came, never shown in a page."""

    __tablename__ = "claim_proofs"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    order_id: Mapped[UUID] = mapped_column(sa.ForeignKey("orders.id"), index=True)
    draft_id: Mapped[UUID] = mapped_column(sa.ForeignKey("drafts.id"))  # the version it was brought for
    side: Mapped[ProofSide] = mapped_column(enum_type(ProofSide))
    rule: Mapped[str]  # the rule of the pack that wants the proof
    quote: Mapped[str]  # the claim, as it stood in that version
    note: Mapped[str]  # what the file shows, in the words of whoever brought it
    name: Mapped[str]
    media_type: Mapped[str]
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
    content_hash: Mapped[str]
    uploaded_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"))
    uploaded_at: Mapped[datetime]

    order: Mapped[Order] = relationship()
    draft: Mapped[Draft] = relationship()


class UseNote(Model):
    """What a creator says of one day with the product of an order. Entries are never changed or deleted."""

    __tablename__ = "use_notes"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    order_id: Mapped[UUID] = mapped_column(sa.ForeignKey("orders.id"), index=True)
    used_on: Mapped[date]
    text: Mapped[str]
    picture_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("pictures.id"), index=True)
    written_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"))
    written_at: Mapped[datetime]


class Post(Model):
    """The work once public: its address, and what was found there."""

    __tablename__ = "posts"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    order_id: Mapped[UUID] = mapped_column(sa.ForeignKey("orders.id"), unique=True)
    draft_id: Mapped[UUID] = mapped_column(sa.ForeignKey("drafts.id"))  # the approved version
    url: Mapped[str]
    bound_at: Mapped[datetime]
    checked_at: Mapped[datetime | None]
    missing: Mapped[list[Any]]  # values of Missing, as of the last look
    missing_since: Mapped[datetime | None]
    tried_at: Mapped[datetime | None]  # when a daily look began that has not ended, by the machine's clock
    evidence: Mapped[dict[str, Any] | None]  # what was live at the last look; each look's own is its sighting

    order: Mapped[Order] = relationship(lazy="joined", innerjoin=True)
    draft: Mapped[Draft] = relationship(lazy="selectin")


class PlannedLook(Leased, Model):
    """A look at a public post that is to be made at a certain time, and is made once."""

    __tablename__ = "planned_looks"
    __table_args__ = (
        sa.UniqueConstraint("post_id", "bound_at", "kind"),
        sa.Index(
            "ix_planned_looks_open",
            "planned_at",
            postgresql_where=sa.text("done_at IS NULL AND dropped_at IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    post_id: Mapped[UUID] = mapped_column(sa.ForeignKey("posts.id"))
    bound_at: Mapped[datetime]  # the registration it was planned for; a mended post is registered again
    kind: Mapped[LookKind] = mapped_column(enum_type(LookKind))
    planned_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    dropped_at: Mapped[datetime | None]  # no longer wanted: the post was registered again, or its order cancelled
    attempts: Mapped[int] = mapped_column(sa.Integer, default=0)
    next_try_at: Mapped[datetime | None]  # while the platform does not answer; by the machine's clock
    lease_until: Mapped[datetime | None]  # by the machine's clock
    last_error: Mapped[str | None]

    post: Mapped[Post] = relationship(lazy="selectin")  # joined, it would be planned anew in a query of 25 tables

    @property
    def is_open(self) -> bool:
        """Whether it is still to be made."""
        return self.done_at is None and self.dropped_at is None


class Sighting(Model):
    """What one look at a public post saw, frozen. The database refuses to change it, and to delete it while it is kept.

    Each names the hash of the one before it, so that a change behind the database's back shows.
    """

    __tablename__ = "sightings"
    __table_args__ = (sa.UniqueConstraint("post_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    post_id: Mapped[UUID] = mapped_column(sa.ForeignKey("posts.id"))
    number: Mapped[int] = mapped_column(sa.Integer)  # of the post, from 1 without gaps
    look_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("planned_looks.id"), unique=True)  # none: a daily look
    seen_at: Mapped[datetime]
    content: Mapped[dict[str, Any]]  # see sightings.py
    content_hash: Mapped[str]  # SHA-256 of the content as canonical JSON, in hexadecimal
    picture: Mapped[bytes | None] = mapped_column(sa.LargeBinary, deferred=True)  # PNG, drawn from what was read
    kept_until: Mapped[datetime]

    post: Mapped[Post] = relationship(lazy="selectin")
    look: Mapped[PlannedLook | None] = relationship(lazy="selectin")

    @property
    def is_late(self) -> bool:
        """Whether the look that saw it was made long after its time."""
        return self.look is not None and self.seen_at - self.look.planned_at > LATE_AFTER

    @property
    def missing(self) -> list[Missing]:
        """What the post lacked at that time."""
        return [Missing(value) for value in self.content["missing"]]

    @property
    def read(self) -> dict[str, Any]:
        """What was read at the post's address."""
        found: dict[str, Any] = self.content["read"]
        return found


class PostFinding(Model):
    """Something a public post lost after it had been found in order, from the look that found it to the one that
    found it mended."""

    __tablename__ = "post_findings"
    __table_args__ = (
        sa.Index(
            "uq_post_findings_open", "post_id", "what", unique=True, postgresql_where=sa.text("mended_at IS NULL")
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    post_id: Mapped[UUID] = mapped_column(sa.ForeignKey("posts.id"), index=True)
    what: Mapped[Missing] = mapped_column(enum_type(Missing))
    found_at: Mapped[datetime]
    found_in_id: Mapped[UUID] = mapped_column(sa.ForeignKey("sightings.id"))
    mended_at: Mapped[datetime | None]
    mended_in_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("sightings.id"))

    post: Mapped[Post] = relationship(lazy="selectin")
