"""Anybody can try a caption on a public page; nothing of it is stored, and it cannot be overrun."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from marketplace.disclosure.check import known_jurisdictions
from marketplace.disclosure.packs import packs_for
from marketplace.drafts.forms import TIES
from marketplace.drafts.views.trying import CHECKS_A_MINUTE
from marketplace.work.outbox import FactRow

LIVE = {"HX-Request": "true"}
POST = {
    "look": "1", "countries": ["US"], "platform": "instagram", "medium": "photo", "relationship": "paid",
    "language": "en", "body": "Not an ad, I just love this oat drink.",
}  # fmt: skip


@pytest.fixture
def visitor(client: FlaskClient, request: pytest.FixtureRequest) -> FlaskClient:
    """A visitor from an address of their own, so that one test's tries do not count for another."""
    client.environ_base["REMOTE_ADDR"] = f"test-{hash(request.node.name)}"
    return client


def test_a_visitor_reads_findings_with_marks_law_and_fix(visitor: FlaskClient) -> None:
    shown = visitor.post("/disclosure", data=POST | {"countries": ["US", "CN"]})
    assert shown.status_code == 200
    china = packs_for(["CN"])[0]
    for said in ("Not an ad</mark>", "Must be fixed", "Put it right", "not legal advice", "不得使消费者产生误解"):
        assert said in shown.text, said
    assert f"China {china.version}" in shown.text
    assert POST["body"] in shown.text, "what was typed is still there"


def test_the_fix_passes_and_can_be_taken_back(visitor: FlaskClient) -> None:
    fixed = visitor.post("/disclosure", data=POST | {"look": "fix", "body": "I love this oat drink."}, headers=LIVE)
    assert "#ad I love this oat drink." in fixed.text
    assert "nothing to fix" in fixed.text
    undone = visitor.post(
        "/disclosure",
        data=POST | {"look": "undo", "body": "#ad I love this oat drink.", "before_body": "I love this oat drink."},
    )
    assert "#ad I love" not in undone.text.split('id="look"')[0]


def test_several_countries_are_checked_at_once(visitor: FlaskClient) -> None:
    shown = visitor.post("/disclosure", data=POST | {"countries": ["US", "CN"]}, headers=LIVE).text
    assert "US-" in shown
    assert "CN-" in shown


def test_words_in_a_picture_and_the_moment_of_the_label_are_checked(visitor: FlaskClient) -> None:
    labelled = POST | {"body": "#ad I love this oat drink.", "product_category": "food"}
    in_a_picture = visitor.post("/disclosure", data=labelled | {"frames": "Good morning\nCures eczema"}).text
    assert "in picture 2" in in_a_picture
    assert "Cures eczema" in in_a_picture
    video = labelled | {"medium": "video", "length": "60", "label_until": "60"}
    late = visitor.post("/disclosure", data=video | {"label_from": "20"}, headers=LIVE).text
    assert "in the recording" in late
    assert "Must be fixed" in late
    in_time = visitor.post("/disclosure", data=video | {"label_from": "0"}, headers=LIVE).text
    assert "nothing to fix" in in_time


def test_nothing_is_stored(session: Session, visitor: FlaskClient) -> None:
    before = session.scalar(sa.select(sa.func.count(FactRow.id)))
    for look in ("1", "fix", "undo"):
        visitor.post("/disclosure", data=POST | {"look": look})
    assert session.scalar(sa.select(sa.func.count(FactRow.id))) == before
    assert not session.dirty
    assert not session.new


@pytest.mark.parametrize(
    "wrong",
    [
        {"countries": []},
        {"countries": ["XX"]},
        {"countries": ["US", "<script>"]},
        {"platform": "myspace"},
        {"relationship": "friend"},
        {"medium": "radio"},
        {"language": "tlh"},
        {"product_category": "weapons"},
        {"body": ""},
        {"body": "x" * 20_001},
        {"title": "x" * 201},
        {"brand": "x" * 101},
        {"frames": "x" * 5001},
        {"medium": "video", "label_from": "9", "label_until": "3"},
        {"medium": "live", "length": "soon"},
    ],
)
def test_what_cannot_be_checked_is_said_and_kept(visitor: FlaskClient, wrong: dict[str, Any]) -> None:
    shown = visitor.post("/disclosure", data=POST | wrong)
    assert shown.status_code == 422
    assert "Please correct" in shown.text
    assert "<script>alert" not in shown.text
    assert visitor.post("/disclosure", data=POST | wrong, headers=LIVE).status_code == 200


@pytest.mark.parametrize("body", ["a\x00b", "\u202e\u200b", "🧑‍🧑‍🧒‍🧒", "%(quote)s"])
def test_odd_words_break_nothing(visitor: FlaskClient, body: str) -> None:
    everything = {"countries": list(known_jurisdictions()), "body": body, "brand": body[:20]}
    for tie in TIES:
        assert visitor.post("/disclosure", data=POST | everything | {"relationship": tie}).status_code == 200


def test_a_text_as_long_as_may_be_is_read(visitor: FlaskClient) -> None:
    assert visitor.post("/disclosure", data=POST | {"countries": ["US", "CN"], "body": "x\n" * 9000}).status_code == 200


def test_whoever_asks_too_often_waits_and_loses_nothing(visitor: FlaskClient) -> None:
    empty = POST | {"body": ""}
    for _ in range(CHECKS_A_MINUTE):
        visitor.post("/disclosure", data=empty, headers=LIVE)
    late = visitor.post("/disclosure", data=POST)
    assert late.status_code == 429
    assert "faster than we can read" in late.text
    assert POST["body"] in late.text
    assert visitor.post("/disclosure", data=POST, headers=LIVE).status_code == 429
    visitor.environ_base["REMOTE_ADDR"] = "203.0.113.9"
    assert visitor.post("/disclosure", data=POST).status_code == 200


def test_the_landing_page_and_every_public_foot_lead_there(client: FlaskClient) -> None:
    assert client.get("/").text.count('href="/disclosure"') == 2
    assert 'href="/disclosure"' in client.get("/open-books").text
    assert client.get("/disclosure").status_code == 200


def test_a_chinese_reader_begins_with_china(client: FlaskClient) -> None:
    shown = client.get("/disclosure", headers={"Accept-Language": "zh-CN"}).text
    assert '<option selected value="xiaohongshu">' in shown
