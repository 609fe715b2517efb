import re

import pytest
from flask import abort

from marketplace.base.errors import Conflict, Forbidden, Invalid, NotFound, Refusal
from marketplace.base.lifecycle import NotOpen
from marketplace.database import db
from marketplace.web.doors import open_to_all
from marketplace.web.errors import status_of


class TooSmall(Invalid):
    says = "This is %(how)s too small."


@pytest.fixture
def page_that(app, monkeypatch):
    """Makes `/healthz` a page that does something else."""

    def does(act):
        monkeypatch.setitem(app.view_functions, "health.alive", open_to_all(act))

    return does


def raising(error):
    def view():
        raise error

    return view


@pytest.mark.parametrize(
    ("refusal", "status"),
    [(NotFound(), 404), (Forbidden(), 403), (Conflict(), 409), (NotOpen(), 409), (Invalid(), 422), (Refusal(), 422)],
)
def test_each_kind_of_no_has_its_status(refusal, status):
    assert status_of(refusal) == status


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (NotFound(), 404, "could not find"),
        (Forbidden(), 403, "role does not allow"),
        (Conflict(), 409, "has changed since"),
        (TooSmall(how="a bit"), 422, "This is a bit too small."),
        (RuntimeError("the database password is hunter2"), 500, "Nothing you entered was charged or sent"),
    ],
)
def test_every_no_and_every_accident_is_a_page_with_a_number_to_quote(client, page_that, error, status, words):
    page_that(raising(error))
    answer = client.get("/healthz", headers={"X-Request-ID": "quote-this-number"})
    text = re.sub(r"\s+", " ", answer.get_data(as_text=True))
    assert answer.status_code == status
    assert words in text
    assert "quote-this-number" in text
    assert "hunter2" not in text
    assert "Traceback" not in text


@pytest.mark.parametrize(("error", "status"), [(NotFound(), 404), (TooSmall(how="a bit"), 422), (KeyError("x"), 500)])
def test_a_program_gets_the_same_as_json(client, page_that, error, status):
    page_that(raising(error))
    answer = client.get("/healthz", headers={"Accept": "application/json", "X-Request-ID": "quote-this-number"})
    assert answer.status_code == status
    assert answer.json["error_id"] == "quote-this-number"
    assert answer.json["error"].endswith(".")
    assert set(answer.json) == {"error", "error_id"}


def test_an_address_that_leads_nowhere_is_a_page_too(client):
    answer = client.get("/no/such/page")
    assert answer.status_code == 404
    assert answer.mimetype == "text/html"
    assert answer.headers["X-Request-ID"] in answer.get_data(as_text=True)


def test_an_address_with_a_broken_id_is_not_found(client):
    assert client.get("/orders/not-an-id").status_code == 404


def test_the_wrong_method_is_refused_in_order(client):
    assert client.delete("/sign-in").status_code == 405


@pytest.mark.parametrize("status", [400, 413, 429, 503])
def test_what_the_server_refuses_by_itself_is_a_page(client, page_that, status):
    page_that(lambda: abort(status))
    answer = client.get("/healthz")
    assert answer.status_code == status
    assert answer.headers["X-Request-ID"] in answer.get_data(as_text=True)


def test_the_error_page_speaks_the_readers_language(client):
    answer = client.get("/no/such/page", headers={"Accept-Language": "zh-CN"})
    assert 'lang="zh-CN"' in answer.get_data(as_text=True)


def test_an_error_page_that_breaks_itself_still_says_something(client, page_that, app, monkeypatch):
    page_that(raising(RuntimeError("away")))
    monkeypatch.setattr("marketplace.web.errors.render_template", _broken)
    answer = client.get("/healthz", headers={"X-Request-ID": "quote-this-number"})
    assert answer.status_code == 500
    assert answer.mimetype == "text/plain"
    assert "quote-this-number" in answer.get_data(as_text=True)


def _broken(*_args, **_values):
    raise RuntimeError("the template is broken too")


def test_an_accident_leaves_no_half_done_work(client, page_that, session):
    from marketplace.work.instants import instant_of

    def begins_and_fails():
        from marketplace.accounts.models import Brand

        now = instant_of(db.session())
        brand = Brand(name="Half", country="US", created_at=now)
        db.session.add(brand)
        brand.begin(at=now)
        db.session.flush()
        raise RuntimeError("halfway")

    page_that(begins_and_fails)
    assert client.get("/healthz").status_code == 500
    assert not db.session.new
    assert session.execute(db.text("SELECT count(*) FROM brands WHERE name = 'Half'")).scalar() == 0


def test_the_process_says_that_it_lives_and_whether_it_can_work(client):
    assert client.get("/healthz").json == {"status": "ok"}
    assert client.get("/readyz").status_code in {200, 503}  # the tests' schema carries no stamp of a migration
