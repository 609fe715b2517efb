"""Versions, requests for changes, and posts."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.base.ids import new_id
from marketplace.database import Model, enum_type
from marketplace.drafts.frames import frames_of
from marketplace.drafts.states import CheckVerdict, ProofSide
from marketplace.orders.models import Order


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
    evidence: Mapped[dict[str, Any] | None]  # what was live at the last look: text, label, hash, time

    order: Mapped[Order] = relationship(lazy="joined", innerjoin=True)
    draft: Mapped[Draft] = relationship(lazy="joined", innerjoin=True)
