import json

import pytest
import sqlalchemy as sa

from marketplace.base.actor import VISITOR
from marketplace.logs import without_secrets
from marketplace.settings import WebSettings
from marketplace.web import security
from marketplace.work.outbox import Delivery, FactRow
from tests.builders.accounts import a_new_brand, owner_of


@pytest.mark.parametrize("path", ["/", "/sign-in", "/nowhere", "/healthz", "/static/app.css", "/orders"])
def test_every_answer_carries_the_headers(client, path):
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    policy = dict(part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'self'"
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_a_form_may_lead_on_to_the_payment_page_and_nowhere_else(client):
    policy = client.get("/sign-in").headers["Content-Security-Policy"]
    assert "form-action 'self' http://127.0.0.1:1" in policy


def test_pages_are_not_kept_by_anybody_and_files_are(client):
    assert client.get("/sign-in").headers["Cache-Control"] == "no-store"
    assert "no-store" not in client.get("/static/app.css").headers.get("Cache-Control", "")


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(client):
    client.post("/sign-in", data={"email": "a@example.com", "password": "wrong password"})
    with client.session_transaction() as kept:
        kept["seen"] = True
    cookie = client.get_cookie("meadow")
    assert cookie is not None
    assert cookie.http_only
    assert cookie.same_site == "Lax"


def test_behind_tls_cookies_are_secure_and_browsers_stay_on_tls():
    from flask import Flask

    made = Flask("made")
    settings = WebSettings(secret_key="x" * 32, secure_cookies=True, trusted_proxies=1)
    security.install(made, settings)
    assert made.config["SESSION_COOKIE_SECURE"] is True
    answer = made.test_client().get("/")
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.parametrize(("trusted", "seen"), [(0, "127.0.0.1"), (1, "203.0.113.9")])
def test_a_proxy_is_believed_only_when_it_is_trusted(trusted, seen):
    from flask import Flask, request

    made = Flask("made")
    made.add_url_rule("/who", view_func=lambda: request.remote_addr or "")
    security.install(made, WebSettings(secret_key="x" * 32, trusted_proxies=trusted))
    answer = made.test_client().get("/who", headers={"X-Forwarded-For": "198.51.100.1, 203.0.113.9"})
    assert answer.get_data(as_text=True) == seen


def test_a_request_keeps_the_id_it_came_with(client):
    assert (
        client.get("/healthz", headers={"X-Request-ID": "from-the-proxy-1"}).headers["X-Request-ID"]
        == "from-the-proxy-1"
    )


@pytest.mark.parametrize(
    "given", ["", "short", "x" * 65, "with space in it", "line\\nbreak-12345", "<script>alert(1)</script>"]
)
def test_an_id_that_is_none_is_replaced(client, given):
    found = client.get("/healthz", headers={"X-Request-ID": given}).headers["X-Request-ID"]
    assert found != given
    assert len(found) == 36


def test_the_id_of_a_request_follows_into_its_facts_and_jobs(session, sign_in, work_as, app):
    brand = a_new_brand(work_as)
    browser = sign_in(owner_of(brand))
    words = {
        "name": "Acme", "website": "https://acme.example.com", "country": "US", "legal_name": "Acme Inc.",
        "registration_number": "DE 1234",
    }  # fmt: skip
    answer = browser.post("/brand/review", data=words, headers={"X-Request-ID": "ask-for-review-1"})
    assert answer.status_code == 303
    assert session.scalars(sa.select(FactRow.name).where(FactRow.request_id == "ask-for-review-1")).all() == [
        "accounts.BrandSubmitted"
    ]
    followed = session.scalars(sa.select(Delivery.job).where(Delivery.request_id == "ask-for-review-1")).all()
    assert followed == ["notifications.tell_people"]


def test_a_job_speaks_with_the_id_of_the_request_it_follows(session, app, monkeypatch):
    import structlog

    from marketplace.accounts.events import PasswordChanged
    from marketplace.base.ids import PersonId, new_id
    from marketplace.work.deliveries import run_everything
    from marketplace.work.dispatch import Dispatcher
    from marketplace.work.jobs import Job
    from marketplace.work.unit import unit_of_work

    heard: list[object] = []
    listen = Job(
        "tests.listen", lambda _: heard.append(structlog.contextvars.get_contextvars()["request_id"]), "default"
    )
    kept: Dispatcher = app.extensions["dispatcher"]
    ours = Dispatcher(
        {**kept.subscriptions, PasswordChanged: (listen,)}, {**kept.jobs, listen.name: listen}, kept.courier
    )
    monkeypatch.setitem(app.extensions, "dispatcher", ours)
    with structlog.contextvars.bound_contextvars(request_id="the-one-who-asked"), unit_of_work(VISITOR) as work:
        work.announce(PasswordChanged(person_id=PersonId(new_id())))
    assert run_everything() == 1
    assert heard == ["the-one-who-asked"]


def test_logs_keep_people_and_secrets_to_themselves():
    said = without_secrets(
        None, "info",
        {"event": "signed in", "email": "maya@example.com", "api_key": "sk_live_1", "Reset_Token": "t", "status": 303},
    )  # fmt: skip
    assert json.dumps(said, ensure_ascii=False) == json.dumps(
        {"event": "signed in", "email": "…", "api_key": "…", "Reset_Token": "…", "status": 303}, ensure_ascii=False
    )
