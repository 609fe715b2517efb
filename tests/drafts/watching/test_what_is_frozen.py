"""What a look saw is frozen: complete, chained, drawn, and kept for years."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from PIL import Image
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from marketplace.drafts.drawing import MOST_LINES, WIDTH, draw_post
from marketplace.drafts.invariants import verify
from marketplace.drafts.looks import keep_until
from marketplace.work.invariants import verify_all
from tests.conftest import NOON, TestClock
from tests.drafts.watching.conftest import Watched, sightings_of, tick, told

Look = Callable[[], None]


def test_a_look_freezes_all_that_was_there(session: Session, watched: Watched, clock: TestClock, look: Look) -> None:
    watched.change(native_label=True, ai_mark=True, title="Mornings", links=["https://shop.example/oat"])
    clock.advance(hours=1)
    look()
    read = sightings_of(session)[-1].read
    assert read["found"] is True
    assert read["account"] == watched.deal.handle
    assert read["title"] == "Mornings"
    assert read["body"].startswith("#ad ")
    assert read["hashtags"] == ["oatlatte"]
    assert read["native_label"] is read["ai_mark"] is True
    assert read["links"] == ["https://shop.example/oat"]
    assert read["edited_at"]


def test_the_hash_is_that_of_the_canonical_json_and_names_the_sighting_before(
    session: Session, watched: Watched, clock: TestClock, look: Look
) -> None:
    clock.advance(days=1)
    look()
    before = ""
    for sighting in sightings_of(session):
        assert sighting.content["before"] == before
        text = json.dumps(sighting.content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        before = hashlib.sha256(text.encode()).hexdigest()
        assert sighting.content_hash == before
    assert len(sightings_of(session)) == 3


def test_the_picture_belongs_to_the_sighting(session: Session, watched: Watched) -> None:
    sighting = sightings_of(session)[0]
    assert sighting.picture is not None
    assert sighting.content["picture_sha256"] == hashlib.sha256(sighting.picture).hexdigest()
    picture = Image.open(io.BytesIO(sighting.picture))
    assert picture.format == "PNG"
    assert picture.width == WIDTH


@pytest.mark.parametrize(
    "change", ["UPDATE sightings SET seen_at = now()", "DELETE FROM sightings", "TRUNCATE sightings CASCADE"]
)
def test_the_database_refuses_to_change_what_was_seen(session: Session, watched: Watched, change: str) -> None:
    with pytest.raises(DBAPIError, match="never changed"), session.begin_nested():
        session.execute(sa.text(change))
    assert len(sightings_of(session)) == 1


def test_what_was_seen_is_kept_three_years_from_the_end_of_keeping(session: Session, kept: Watched) -> None:
    first = sightings_of(session)[0]
    assert first.kept_until == (NOON + timedelta(days=30)).replace(year=2029)
    assert first.content["kept_until"] == first.kept_until.isoformat()


@pytest.mark.parametrize(
    ("seen", "to", "until"),
    [
        (datetime(2026, 1, 2, tzinfo=UTC), datetime(2026, 2, 2, tzinfo=UTC), datetime(2029, 2, 2, tzinfo=UTC)),
        (datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 2, 2, tzinfo=UTC), datetime(2029, 3, 2, tzinfo=UTC)),
        (datetime(2028, 2, 29, tzinfo=UTC), datetime(2028, 2, 1, tzinfo=UTC), datetime(2031, 3, 1, tzinfo=UTC)),
    ],
)
def test_three_years_are_counted_from_the_later_day(seen: datetime, to: datetime, until: datetime) -> None:
    assert keep_until(seen, to) == until


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE sightings SET content = jsonb_set(content, '{read,body}', '\"#ad\"') WHERE number = 2",
        "UPDATE sightings SET content_hash = repeat('0', 64) WHERE number = 3",
        "UPDATE sightings SET picture = '\\x00' WHERE number = 1",
        "DELETE FROM sightings WHERE number = 1",
        "DELETE FROM sightings WHERE number = 3",
    ],
)
def test_whoever_gets_past_the_guard_is_found_the_next_night(
    session: Session, watched: Watched, clock: TestClock, look: Look, tampering: str
) -> None:
    clock.advance(days=1)
    look()
    tick("drafts.check_evidence", clock)
    assert all(verify(session).values())
    assert told(session) == []
    session.execute(sa.text("ALTER TABLE sightings DISABLE TRIGGER USER"))
    session.connection().exec_driver_sql(tampering)
    session.execute(sa.text("ALTER TABLE sightings ENABLE TRIGGER USER"))
    session.commit()
    assert not all(verify(session).values())
    tick("drafts.check_evidence", clock)
    assert [name for name, _ in told(session)] == ["EvidenceBroken"]
    assert all(verify_all(session).values())  # the books are another matter


def test_a_daily_look_is_frozen_only_when_something_changed(
    session: Session, kept: Watched, clock: TestClock, look: Look
) -> None:
    clock.advance(hours=24)
    look()
    clock.advance(hours=25)
    tick("drafts.watch_posts", clock)
    assert len(sightings_of(session)) == 3
    kept.change(body="Something else. #ad")
    clock.advance(hours=25)
    tick("drafts.watch_posts", clock)
    newest = sightings_of(session)[-1]
    assert newest.number == 4
    assert newest.content["look"] == "between"
    assert newest.read["body"] == "Something else. #ad"


@pytest.mark.parametrize("body", ["字" * 200_000, "a" * 200_000, "\n" * 5_000, "👩‍👩‍👧 한국어 \u202e עברית " * 40, ""])
def test_any_text_can_be_drawn(body: str) -> None:
    read = {
        "found": True, "account": "maya.makes", "title": "", "body": body, "hashtags": [], "links": [],
        "native_label": False, "ai_mark": False, "published_at": NOON.isoformat(), "edited_at": None,
    }  # fmt: skip
    picture = Image.open(io.BytesIO(draw_post(read, address="https://posts.example/1", at=NOON)))
    assert picture.width == WIDTH
    assert picture.height < 40 * MOST_LINES


def test_a_post_that_is_gone_is_drawn_as_gone() -> None:
    gone = draw_post({"found": False}, address="https://posts.example/1", at=NOON)
    later = draw_post({"found": False}, address="https://posts.example/1", at=NOON + timedelta(days=1))
    assert Image.open(io.BytesIO(gone)).format == "PNG"
    assert gone != later
