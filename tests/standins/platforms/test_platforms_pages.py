"""The platforms' pages for people, without JavaScript."""

import re
from pathlib import Path

import httpx
import pytest

from standins.platforms.content import CHANGEABLE
from standins.platforms.wording import CHINESE
from tests.programs import ROOT, Program

PAGES = ROOT / "standins" / "platforms"


@pytest.fixture
def person(platforms_program: Program, partner: httpx.Client) -> httpx.Client:
    """A creator with an account, and a browser that follows redirects."""
    client = httpx.Client(base_url=platforms_program.url, follow_redirects=True, trust_env=False)
    client.post("/accounts", data={"platform": "instagram", "handle": "maya"}).raise_for_status()
    return client


def test_a_creator_publishes_with_a_label_and_takes_it_off_later(person: httpx.Client, partner: httpx.Client) -> None:
    written = {
        "title": "Taro cake",
        "body": "Try <b>it</b>.\r\nWe did.",
        "hashtags": "#dessert Dallas，甜品",
        "links": "https://shop.example/taro",
        "native_label": "on",
    }
    page = person.post("/instagram/maya/new", data=written)
    assert "Paid partnership" in page.text
    assert "Try &lt;b&gt;it&lt;/b&gt;." in page.text
    address = re.search(r'value="(http[^"]+)" readonly', page.text)[1]
    read = partner.get("/api/posts", params={"url": address}).json()
    assert read["hashtags"] == ["dessert", "Dallas", "甜品"]
    assert read["native_label"] is True

    page = person.post(f"{address}/edit", data={**written, "native_label": ""} | {"ai_mark": "on"})
    assert page.status_code == 200
    del written["native_label"]
    page = person.post(f"{address}/edit", data=written)
    assert "Paid partnership" not in page.text
    assert partner.get("/api/posts", params={"url": address}).json()["native_label"] is False

    assert "Delete for good" in person.get(f"{address}/deletion").text
    person.post(f"{address}/deletion").raise_for_status()
    assert person.get(address).status_code == 404
    assert partner.get("/api/posts", params={"url": address}).status_code == 404


def test_a_wrong_form_comes_back_with_what_was_typed(person: httpx.Client) -> None:
    answer = person.post("/instagram/maya/new", data={"title": "", "body": "", "links": "ftp://x", "hashtags": "#a"})
    assert answer.status_code == 422
    assert "Use at most 10 links" in answer.text
    assert 'value="#a"' in answer.text
    assert 'aria-invalid="true"' in answer.text


@pytest.mark.parametrize("handle", ["", "a b", "../x", "x" * 65, "<script>"])
def test_a_handle_that_does_not_fit_opens_no_account(person: httpx.Client, handle: str) -> None:
    answer = person.post("/accounts", data={"platform": "tiktok", "handle": handle})
    assert answer.status_code == 422
    assert "Use 1 to 64 letters" in answer.text
    assert "<script>" not in answer.text


def test_a_profile_is_edited_and_followers_must_be_a_number(person: httpx.Client) -> None:
    profile = {"name": "Maya", "bio": "code 7F3K", "followers": "8600"}
    assert "code 7F3K" in person.post("/instagram/maya/profile", data=profile).text
    for wrong in ("many", "-1", "²", "9" * 5000):
        answer = person.post("/instagram/maya/profile", data=profile | {"followers": wrong})
        assert answer.status_code == 422
        assert "whole number" in answer.text


def test_pages_speak_the_reader_s_language(person: httpx.Client) -> None:
    page = person.get("/instagram/maya/new", headers={"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5"}).text
    assert '<html lang="zh-CN">' in page
    assert "发布内容" in page
    assert "付费合作" in page
    assert "Write a post" in person.get("/instagram/maya/new", headers={"Accept-Language": "fr"}).text


def test_every_text_is_in_chinese_and_none_is_left_over() -> None:
    templates = "".join(path.read_text("utf-8") for path in (PAGES / "templates").glob("*.html"))
    rules = (PAGES / "content.py").read_text("utf-8")
    said = set(re.findall(r'\bt\("([^"]+)"', templates))
    said |= set(re.findall(r'(?:Error\(|text\(\d+, |"title": |: )"([A-Z][^"]+\.)"', rules))
    said |= {label for pair in re.findall(r'\("(\w+)", "(\w+)"\)', templates) for label in pair[1:]}
    assert said == set(CHINESE)
    assert all(CHINESE.values())
    assert CHANGEABLE


@pytest.mark.parametrize(
    "path", ["/", "/instagram/maya", "/instagram/nobody", "/instagram/maya/new", "/static/platforms.css"]
)
def test_pages_may_load_nothing_from_elsewhere_and_run_no_script(person: httpx.Client, path: str) -> None:
    policy = person.get(path).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_another_site_cannot_write_through_a_visitor_s_browser(person: httpx.Client) -> None:
    answer = person.post("/instagram/maya/new", data={"title": "spam"}, headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code == 403


def test_the_stand_ins_import_nothing_of_the_marketplace() -> None:
    programs: list[Path] = [*PAGES.rglob("*.py"), *(ROOT / "standins" / "mail").rglob("*.py")]
    assert programs
    assert not [
        path for path in programs if re.search(r"^\s*(?:from|import) marketplace\b", path.read_text("utf-8"), re.M)
    ]
