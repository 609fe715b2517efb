from typing import Any

import pytest
import stripe

from tests.standins.payments.program import THIN_SECRET, Standin, eventually

STATUS_UPDATED = "v2.core.account[configuration.recipient].capability_status_updated"
CONFIGURATION: Any = {"include": ["configuration.recipient", "requirements"]}


def _status(standin: Standin, account: str) -> str:
    found: Any = standin.client().v2.core.accounts.retrieve(account, CONFIGURATION)
    return str(found.configuration.recipient.capabilities.stripe_balance.stripe_transfers.status)


def _open(standin: Standin, link: str) -> str:
    with standin.http() as http:
        answer = http.get(link)
    assert answer.status_code == 303
    return answer.headers["Location"]


def _end(standin: Standin, visit: str, outcome: str) -> str:
    with standin.http() as http:
        answer = http.post(visit, data={"outcome": outcome})
    assert answer.status_code == 303
    return answer.headers["Location"]


def test_somebody_who_finishes_onboarding_can_be_paid(standin: Standin) -> None:
    account = standin.account()
    assert account.configuration.recipient.capabilities.stripe_balance.stripe_transfers.status == "restricted"
    assert account.requirements.entries

    visit = _open(standin, standin.onboarding_link(account.id))
    assert _end(standin, visit, "finish") == "https://brand.example/earnings"

    assert _status(standin, account.id) == "active"
    found: Any = standin.client().v2.core.accounts.retrieve(account.id, CONFIGURATION)
    assert found.requirements.entries == []


def test_the_change_is_told_by_a_thin_event_that_leads_to_the_account(standin: Standin) -> None:
    client, account = standin.client(), standin.account()
    _end(standin, _open(standin, standin.onboarding_link(account.id)), "finish")
    eventually(lambda: standin.listener.types_about(account.id).count(STATUS_UPDATED) == 2)
    delivery = next(
        one for one in standin.listener.taken if account.id.encode() in one.body and one.json["type"] == STATUS_UPDATED
    )
    assert delivery.path == "/thin"
    told: Any = client.parse_event_notification(delivery.body, delivery.signature, THIN_SECRET)
    assert "data" not in delivery.json
    assert told.fetch_related_object().id == account.id
    assert told.fetch_event().data.updated_capability.startswith("stripe_balance.")
    events = client.v2.core.events.list({"object_id": account.id, "types": [STATUS_UPDATED], "limit": 1})
    assert len(list(events.auto_paging_iter())) == 2


def test_leaving_changes_nothing_and_a_check_takes_a_day(standin: Standin) -> None:
    account = standin.account().id
    _end(standin, _open(standin, standin.onboarding_link(account)), "later")
    assert _status(standin, account) == "restricted"
    _end(standin, _open(standin, standin.onboarding_link(account)), "review")
    assert _status(standin, account) == "pending"
    standin.advance(days=1)
    assert _status(standin, account) == "active"


def test_a_link_opens_once_and_only_for_some_minutes(standin: Standin) -> None:
    account = standin.account().id
    link = standin.onboarding_link(account)
    assert _open(standin, link).startswith("/onboarding/")
    assert _open(standin, link) == "https://brand.example/again"
    old = standin.onboarding_link(account)
    standin.advance(days=0.01)
    assert _open(standin, old) == "https://brand.example/again"
    with standin.http() as http:
        assert http.get("/onboard/nothing").status_code == 404


def test_the_page_refuses_an_answer_it_does_not_offer_and_finishing_heals_no_rejection(standin: Standin) -> None:
    account = standin.account().id
    visit = _open(standin, standin.onboarding_link(account))
    with standin.http() as http:
        assert http.post(visit, data={"outcome": "by magic"}).status_code == 422
        assert "Get ready to be paid" in http.get(visit).text
        assert "完善收款信息" in http.get(visit, headers={"Accept-Language": "zh-CN"}).text
    standin.control(f"accounts/{account}/status", {"status": "rejected"})
    _end(standin, visit, "finish")
    assert _status(standin, account) == "rejected"


def test_parts_of_an_account_are_null_unless_asked_for(standin: Standin, client: stripe.StripeClient) -> None:
    account = standin.account(metadata={"creator": "7"}, identity={"country": "GB", "individual": {"surname": "Li"}})
    assert account.identity.country == "gb"
    bare = client.v2.core.accounts.retrieve(account.id)
    assert (bare.configuration, bare.identity, bare.requirements) == (None, None, None)
    assert bare.metadata is not None
    assert bare.metadata["creator"] == "7"
    changed = client.v2.core.accounts.update(account.id, {"display_name": "Maya Li"})
    assert changed.display_name == "Maya Li"
    first = client.v2.core.accounts.list({"limit": 1, "applied_configurations": ["recipient"]})
    assert [one.id for one in first.data] == [account.id]
    assert first.next_page_url


def test_a_recipient_needs_a_country_and_the_express_dashboard_its_risk(standin: Standin) -> None:
    with pytest.raises(stripe.InvalidRequestError, match=r"identity\.country"):
        standin.account(identity={"entity_type": "individual"})
    with pytest.raises(stripe.InvalidRequestError, match="losses_collector"):
        standin.account(defaults={"responsibilities": {"fees_collector": "stripe", "losses_collector": "stripe"}})
