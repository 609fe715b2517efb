import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from marketplace.web.pages import page_number, safe_next


@pytest.mark.parametrize("inside", ["/", "/orders", "/orders?tab=all&page=2", "/briefs/new#story"])
def test_one_may_go_on_to_any_page_of_this_site(app, inside):
    with app.test_request_context("/sign-in", query_string={"next": inside}):
        assert safe_next("/desk") == inside


@pytest.mark.parametrize(
    "outside",
    [
        "https://evil.example/",
        "//evil.example",
        "///evil.example",
        " //evil.example",
        "/\\evil.example",
        "/\\/evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/orders\\..\\evil",
        "http:evil.example",
        "javascript:alert(1)",
        "evil.example",
        "",
    ],
)
def test_nobody_is_led_away_from_this_site(app, outside):
    with app.test_request_context("/sign-in", query_string={"next": outside}):
        assert safe_next("/desk") == "/desk"


PLAIN = Flask("plain")


@given(st.text(alphabet="/\\:.@?#%\t\n\r abhtps", max_size=24))
def test_whatever_is_asked_for_a_browser_stays_here(wanted):
    """A browser drops tabs and line ends, and takes a backslash for a slash."""
    with PLAIN.test_request_context("/", query_string={"next": wanted}):
        found = safe_next("/desk")
    as_a_browser_reads_it = "".join(letter for letter in found if letter not in "\t\n\r").replace("\\", "/")
    assert as_a_browser_reads_it.startswith("/")
    assert not as_a_browser_reads_it.startswith("//")


@pytest.mark.parametrize(
    ("asked", "number"),
    [("3", 3), ("1", 1), ("0", 1), ("-4", 1), ("x", 1), ("", 1), ("²", 1), ("٣", 3), ("9" * 30, 1), ("1.5", 1)],
)
def test_a_page_that_is_no_number_is_the_first(asked, number):
    with PLAIN.test_request_context("/", query_string={"page": asked}):
        assert page_number() == number
