"""The platforms' partner API, as a caller meets it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from tests.programs import Program, partner_api, running

NOTE = {
    "platform": "xiaohongshu",
    "handle": "maya_eats",
    "title": "达拉斯这家甜品店绝了",
    "body": "和朋友一起去的，推荐芋泥蛋糕。",
    "hashtags": ["达拉斯美食", "甜品"],
    "native_label": True,
    "links": ["https://shop.example/taro"],
    "metrics": {"likes": 12},
}


def published(partner: httpx.Client, **changes: object) -> dict:
    answer = partner.post("/api/posts", json=NOTE | changes)
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_a_published_post_is_read_by_its_address(partner: httpx.Client) -> None:
    made = published(partner)
    read = partner.get("/api/posts", params={"url": made["url"]}).json()
    assert read == made
    assert read["author"] == {"handle": "maya_eats"}
    assert read["title"] == NOTE["title"]
    assert read["hashtags"] == ["达拉斯美食", "甜品"]
    assert (read["native_label"], read["ai_mark"]) == (True, False)
    assert read["metrics"] == {"impressions": 0, "reads": 0, "likes": 12, "saves": 0, "comments": 0, "shares": 0}
    assert read["edited_at"] is None


def test_a_query_behind_the_address_does_not_matter(partner: httpx.Client) -> None:
    made = published(partner)
    assert partner.get("/api/posts", params={"url": made["url"] + "?share=1#top"}).json()["id"] == made["id"]


def test_taking_the_label_off_is_an_edit(partner: httpx.Client) -> None:
    made = published(partner)
    changed = partner.patch("/api/posts", params={"url": made["url"]}, json={"native_label": False}).json()
    assert changed["native_label"] is False
    assert changed["edited_at"] is not None


def test_more_likes_are_no_edit(partner: httpx.Client) -> None:
    made = published(partner, metrics={"likes": 12, "saves": 3})
    changed = partner.patch("/api/posts", params={"url": made["url"]}, json={"metrics": {"likes": 90}}).json()
    assert (changed["metrics"]["likes"], changed["metrics"]["saves"]) == (90, 3)
    assert changed["edited_at"] is None


def test_a_deleted_post_is_gone(partner: httpx.Client) -> None:
    made = published(partner)
    assert partner.delete("/api/posts", params={"url": made["url"]}).status_code == 204
    for method in ("GET", "DELETE"):
        assert partner.request(method, "/api/posts", params={"url": made["url"]}).status_code == 404


@pytest.mark.parametrize(
    "url",
    ["", "nonsense", "http://[", "https://www.xiaohongshu.com/explore/64f0", "/xiaohongshu/maya_eats/posts/zzzz"],
)
def test_an_address_that_is_no_post_here_is_not_found(partner: httpx.Client, url: str) -> None:
    answer = partner.get("/api/posts", params={"url": url})
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "no_such_post"


@pytest.mark.parametrize("key", ["", "Bearer wrong", "Bearer ключ".encode()])
def test_nothing_is_read_without_the_key(platforms_program: Program, key: str | bytes) -> None:
    answer = httpx.get(f"{platforms_program.url}/api/posts", headers={"Authorization": key}, trust_env=False)
    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"platform": "myspace"}, "platform"),
        ({"handle": "../etc"}, "handle"),
        ({"handle": ".."}, "handle"),
        ({"title": "", "body": " "}, "title"),
        ({"title": "x" * 101}, "title"),
        ({"title": 7}, "title"),
        ({"native_label": "yes"}, "native_label"),
        ({"hashtags": "a b"}, "hashtags"),
        ({"hashtags": ["a b"]}, "hashtags"),
        ({"links": ["javascript:alert(1)"]}, "links"),
        ({"metrics": {"likes": -1}}, "metrics"),
        ({"metrics": {"applause": 1}}, "metrics"),
        ({"published_at": "2026-11-24"}, "published_at"),
        ({"id": "../x"}, "id"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_field_that_does_not_fit_is_named(partner: httpx.Client, changes: dict, field: str) -> None:
    answer = partner.post("/api/posts", json=NOTE | changes)
    assert answer.status_code == 422
    assert list(answer.json()["error"]["fields"]) == [field]


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff"])
def test_a_body_that_is_no_object_is_refused(partner: httpx.Client, body: bytes) -> None:
    answer = partner.post("/api/posts", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 422)
    assert answer.json()["error"]["message"]


def test_a_seed_may_choose_id_and_time_and_an_id_is_taken_once(partner: httpx.Client) -> None:
    made = published(partner, id="seed0001", published_at="2026-10-01T08:00:00+08:00")
    assert made["url"].endswith("/xiaohongshu/maya_eats/posts/seed0001")
    assert made["published_at"] == "2026-10-01T00:00:00+00:00"
    assert partner.post("/api/posts", json=NOTE | {"id": "seed0001"}).status_code == 409


def test_a_bio_can_carry_a_code_that_proves_ownership(partner: httpx.Client) -> None:
    answer = partner.put("/api/accounts/tiktok/bo.cooks", json={"name": "Bo", "bio": "code 7F3K", "followers": 8600})
    assert answer.status_code == 200
    partner.post("/api/posts", json=NOTE | {"platform": "tiktok", "handle": "BO.cooks"}).raise_for_status()
    read = partner.get("/api/accounts/tiktok/bo.cooks").json()
    assert (read["bio"], read["followers"], read["posts"], read["handle"]) == ("code 7F3K", 8600, 1, "bo.cooks")


def test_an_account_nobody_opened_is_not_found(partner: httpx.Client) -> None:
    assert partner.get("/api/accounts/tiktok/nobody").status_code == 404
    assert partner.put("/api/accounts/myspace/tom", json={}).status_code == 422


@pytest.mark.parametrize(("fault", "status"), [("500", 500), ("429", 429), ("garbled", 200), ("redirect", 302)])
def test_ordered_trouble_lasts_for_the_number_of_calls_asked(partner: httpx.Client, fault: str, status: int) -> None:
    made = published(partner)
    partner.post("/_standin/faults", json={"fault": fault, "next": 2}).raise_for_status()
    answers = [partner.get("/api/posts", params={"url": made["url"]}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [status, status, 200]
    assert answers[2].json()["id"] == made["id"]


@pytest.mark.parametrize(
    "order", [{}, {"fault": "flood"}, {"fault": "500", "next": "many"}, {"fault": "slow", "seconds": 1e9}]
)
def test_trouble_that_is_not_known_cannot_be_ordered(partner: httpx.Client, order: dict) -> None:
    assert partner.post("/_standin/faults", json=order).status_code == 422


def test_the_clock_can_run_ahead(partner: httpx.Client) -> None:
    partner.post("/_standin/clock", json={"ahead_seconds": 3 * 86400}).raise_for_status()
    ahead = datetime.fromisoformat(published(partner)["published_at"]) - datetime.now(UTC)
    assert timedelta(days=2, hours=23) < ahead < timedelta(days=3, minutes=1)


def test_what_was_published_survives_a_restart_and_the_program_stops_cleanly(tmp_path: Path) -> None:
    options = ("standins.platforms", "--port", "0", "--data", str(tmp_path))
    with running(*options) as program, partner_api(program) as partner:
        path = httpx.URL(published(partner)["url"]).path
    assert program.process.returncode == 0
    with running(*options) as program, partner_api(program) as partner:
        assert partner.get("/api/posts", params={"url": program.url + path}).json()["title"] == NOTE["title"]


def test_health_is_public(platforms_program: Program) -> None:
    assert httpx.get(f"{platforms_program.url}/healthz", trust_env=False).json()["status"] == "ok"
