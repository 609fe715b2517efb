import pytest

from marketplace.web.language import HTML_LANGUAGES, LANGUAGES
from tests.builders.accounts import a_confirmed_person

PAGE = "/sign-in"


def language_of(answer):
    return answer.get_data(as_text=True).partition('<html lang="')[2].partition('"')[0]


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        (None, "en"),
        ("en-GB,en;q=0.9", "en"),
        ("de,fr;q=0.8", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"),
        ("zh", "zh-CN"),
        ("zh-Hans-CN", "zh-CN"),
        ("zh-TW", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"),
        ("zh-HK,en;q=0.5", "zh-Hant"),
        ("de,zh-TW;q=0.7,en;q=0.5", "zh-Hant"),
        ("en;q=0.2,zh-CN;q=0.9", "zh-CN"),
        ("*", "en"),
        ("%%%,;;q=x", "en"),
    ],
)
def test_a_visitor_reads_the_language_their_browser_asks_for(client, asked, answered):
    headers = {"Accept-Language": asked} if asked is not None else {}
    assert language_of(client.get(PAGE, headers=headers)) == answered


def test_a_choice_on_this_device_beats_the_browser(client):
    chosen = client.get("/language/zh_Hant?next=/sign-in")
    assert (chosen.status_code, chosen.location) == (303, "/sign-in")
    assert language_of(client.get(PAGE, headers={"Accept-Language": "en"})) == "zh-Hant"


def test_a_language_in_the_address_beats_all(client):
    client.set_cookie("language", "zh")
    assert language_of(client.get(PAGE + "?lang=en")) == "en"


def test_the_language_of_the_account_is_taken_where_nothing_was_chosen(sign_in, work_as):
    maya = a_confirmed_person(work_as, "Maya")
    maya.language = "zh"
    browser = sign_in(maya)
    assert language_of(browser.get("/account", headers={"Accept-Language": "en"})) == "zh-CN"


@pytest.mark.parametrize("code", ["tlh", "zh-CN", "..", "en%00"])
def test_a_language_we_do_not_speak_is_not_remembered(client, code):
    answer = client.get(f"/language/{code}")
    assert "Set-Cookie" not in answer.headers or "language=" not in answer.headers["Set-Cookie"]


def test_changing_the_language_leads_nobody_away(client):
    assert client.get("/language/zh?next=https://evil.example").location == "/"


def test_every_language_has_its_name_for_browsers():
    assert set(LANGUAGES) == set(HTML_LANGUAGES)
