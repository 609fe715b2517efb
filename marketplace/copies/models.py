"""The tables of compared texts and pictures, and of what goes together."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, BIT
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import Brand
from marketplace.base.ids import new_id
from marketplace.copies.appearance import BITS, Appearance
from marketplace.copies.states import TextSource
from marketplace.creators.models import Creator
from marketplace.database import Model, enum_type


class CopyText(Model):
    """A text that is compared with all others: whose it is, what it is made of, and where its copies are looked for."""

    __tablename__ = "copy_texts"
    __table_args__ = (
        sa.UniqueConstraint("source", "source_id"),
        sa.Index("ix_copy_texts_bands", "bands", postgresql_using="gin"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    source: Mapped[TextSource] = mapped_column(enum_type(TextSource))
    source_id: Mapped[UUID]
    author_id: Mapped[UUID] = mapped_column(sa.ForeignKey("creators.id", ondelete="CASCADE"), index=True)
    brand_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("brands.id"))  # whose order it was written for
    excerpt: Mapped[str]  # its first words, for the people who look at it
    written_at: Mapped[datetime]
    features: Mapped[list[int]] = mapped_column(ARRAY(sa.BigInteger))
    bands: Mapped[list[int]] = mapped_column(ARRAY(sa.BigInteger))

    author: Mapped[Creator] = relationship(lazy="joined", innerjoin=True)
    brand: Mapped[Brand | None] = relationship(lazy="joined")


class CopyLink(Model):
    """Two texts of different authors that are alike; `one_id` is the smaller id."""

    __tablename__ = "copy_links"

    one_id: Mapped[UUID] = mapped_column(sa.ForeignKey("copy_texts.id", ondelete="CASCADE"), primary_key=True)
    other_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("copy_texts.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    likeness: Mapped[float]  # the share of features they have in common, 0 to 1


class CopyPicture(Model):
    """A picture that is compared with all others: whose it is, where it was shown, and what it looks like."""

    __tablename__ = "copy_pictures"
    __table_args__ = (sa.UniqueConstraint("source", "source_id", "picture_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    source: Mapped[TextSource] = mapped_column(enum_type(TextSource))
    source_id: Mapped[UUID]
    picture_id: Mapped[UUID]  # as whoever handed it over calls it
    author_id: Mapped[UUID] = mapped_column(sa.ForeignKey("creators.id", ondelete="CASCADE"), index=True)
    brand_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("brands.id"))  # whose order it was made for
    shown_at: Mapped[datetime]
    pattern: Mapped[str] = mapped_column(BIT(BITS))
    greys: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)

    author: Mapped[Creator] = relationship(lazy="joined", innerjoin=True)
    brand: Mapped[Brand | None] = relationship(lazy="joined")

    @property
    def appearance(self) -> Appearance:
        """What it looks like."""
        return Appearance(self.greys)


class PictureLink(Model):
    """Two pictures of different authors that are one; `one_id` is the smaller id."""

    __tablename__ = "picture_links"

    one_id: Mapped[UUID] = mapped_column(sa.ForeignKey("copy_pictures.id", ondelete="CASCADE"), primary_key=True)
    other_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("copy_pictures.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    likeness: Mapped[float]  # how well they agree, laid upon each other, 0 to 1
