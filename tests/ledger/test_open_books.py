"""Anybody can keep a day's root and see later that the past is what it was."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM
from marketplace.base.ids import BrandId
from marketplace.ledger.actions import seal
from marketplace.ledger.content import GENESIS
from marketplace.ledger.jobs import check_books
from marketplace.ledger.roots import VERIFIER, Root, daily_roots, links_of
from marketplace.work.jobs import Ticked
from tests.conftest import NOON, TestClock
from tests.ledger.conftest import WorkAs, top_up, usd

TODAY = NOON.date()


@pytest.fixture
def two_days(work_as: WorkAs, brand_id: BrandId, clock: TestClock) -> None:
    """Three journals on one day, none on the next, two on the third; now it is the day after."""
    post_some(work_as, brand_id, 3)
    clock.advance(days=2)
    post_some(work_as, brand_id, 2)
    clock.advance(days=1)


def post_some(work_as: WorkAs, brand_id: BrandId, count: int) -> None:
    with work_as(SYSTEM) as work:
        for place in range(count):
            top_up(work, brand_id, usd(7), key=f"{work.now} {place}")
        seal(work)


def test_a_day_that_is_over_has_a_root(session: Session, two_days: None, clock: TestClock) -> None:
    roots = daily_roots(session, clock.now)
    assert [(root.day, root.journals, root.of_day) for root in roots] == [
        (TODAY + timedelta(days=2), 5, 2),
        (TODAY + timedelta(days=1), 3, 0),
        (TODAY, 3, 3),
    ]
    assert roots[1].hash == roots[2].hash != roots[0].hash


def test_the_root_of_a_day_does_not_change_by_what_comes_later(
    session: Session, work_as: WorkAs, two_days: None, brand_id: BrandId, clock: TestClock
) -> None:
    kept = daily_roots(session, clock.now)
    post_some(work_as, brand_id, 4)
    clock.advance(days=1)
    assert daily_roots(session, clock.now)[1:] == kept


def test_today_has_no_root_yet(session: Session, work_as: WorkAs, brand_id: BrandId, clock: TestClock) -> None:
    post_some(work_as, brand_id, 1)
    assert daily_roots(session, clock.now) == []
    clock.advance(hours=12, minutes=14, seconds=59)  # the last seals of the day may still be under way
    assert daily_roots(session, clock.now) == []
    clock.advance(seconds=1)
    assert [root.day for root in daily_roots(session, clock.now)] == [TODAY]


def test_midnight_belongs_to_the_day_that_begins(
    session: Session, work_as: WorkAs, brand_id: BrandId, clock: TestClock
) -> None:
    clock.advance(hours=12)
    post_some(work_as, brand_id, 1)
    assert [len(list(links_of(session, day))) for day in (TODAY, TODAY + timedelta(days=1))] == [0, 1]


def verified(root: str, links: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", VERIFIER, root], input=links, capture_output=True, text=True, check=False
    )


def test_the_program_on_the_page_derives_each_root_from_the_links(
    session: Session, two_days: None, clock: TestClock, client: FlaskClient
) -> None:
    roots: dict[date, Root] = {root.day: root for root in daily_roots(session, clock.now)}
    before = GENESIS
    for day in sorted(roots):
        links = client.get(f"/open-books/{day}.jsonl").text
        assert links == "".join(links_of(session, day))
        assert verified(before, links).stdout.strip() == roots[day].hash
        before = roots[day].hash
    session.execute(sa.text("SET session_replication_role = replica"))
    session.execute(sa.text("UPDATE ledger_journals SET fingerprint = repeat('1', 64)"))
    session.execute(sa.text("SET session_replication_role = origin"))
    session.commit()
    assert verified(GENESIS, client.get(f"/open-books/{TODAY}.jsonl").text).returncode != 0


def test_a_visitor_reads_roots_and_the_last_check(two_days: None, client: FlaskClient) -> None:
    assert "The books were not checked yet" in client.get("/open-books").text
    assert client.get("/open-books.json").json["last_check"] is None
    check_books(Ticked(due_at=NOON))
    told = client.get("/open-books.json").json
    assert told["last_check"]["every_invariant_held"] is True
    shown = client.get("/open-books").text
    assert "The books held at the last check" in shown
    for root in told["roots"]:
        assert root["root"] in shown
    assert "/open-books" in client.get("/").text


def test_the_roots_of_thirty_days_are_shown(
    work_as: WorkAs, brand_id: BrandId, clock: TestClock, client: FlaskClient
) -> None:
    post_some(work_as, brand_id, 1)
    clock.advance(days=40)
    days = [root["day"] for root in client.get("/open-books.json").json["roots"]]
    assert (len(days), days[0], days[-1]) == (30, str(TODAY + timedelta(days=39)), str(TODAY + timedelta(days=10)))


def test_the_public_sees_no_amount_and_no_name(
    session: Session, two_days: None, client: FlaskClient, brand_id: BrandId
) -> None:
    links = [json.loads(line) for line in client.get(f"/open-books/{TODAY}.jsonl").text.splitlines()]
    assert {name for link in links for name in link} == {"number", "fingerprint", "posted_at", "hash"}
    assert str(brand_id) not in client.get("/open-books").text + client.get("/open-books.json").text


@pytest.mark.parametrize("day", ["2026-11-27", "2999-01-01", "yesterday", "2026-02-30", "0"])
def test_a_day_that_is_not_over_or_no_day_is_not_there(two_days: None, client: FlaskClient, day: str) -> None:
    assert client.get(f"/open-books/{day}.jsonl").status_code == 404


def test_an_empty_book_has_a_page_too(client: FlaskClient) -> None:
    assert "The first root appears" in client.get("/open-books").text
    assert client.get("/open-books.json").json == {"roots": [], "last_check": None}
