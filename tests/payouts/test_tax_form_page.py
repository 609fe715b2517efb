"""A creator signs their tax form on a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient

from marketplace.accounts.models import Person
from marketplace.settings import settings
from tests.builders.payouts import WorkAs, person_behind
from tests.payouts.cast import Cast

SignIn = Callable[[Person], FlaskClient]
W9 = {"form": "w9", "legal_name": "Maya Reed", "tin": "123-45-6789", "certified": "y"}


@pytest.fixture(autouse=True)
def forms_wanted(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("US_TAX_FORMS_FROM", "2026-01-01")
    settings.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()


def test_the_earnings_page_asks_until_the_form_is_signed(work_as: WorkAs, cast: Cast, sign_in: SignIn) -> None:
    maya = sign_in(person_behind(work_as, cast.maya))
    assert "Your tax form is missing" in maya.get("/earnings").text
    assert maya.post("/earnings/tax-form", data=W9).status_code == 303
    page = maya.get("/earnings/tax-form").text
    assert "6789" in page
    assert "12345" not in page
    assert "Your tax form is missing" not in maya.get("/earnings").text


def test_a_w9_without_a_number_says_what_follows(work_as: WorkAs, cast: Cast, sign_in: SignIn) -> None:
    maya = sign_in(person_behind(work_as, cast.maya))
    maya.post("/earnings/tax-form", data=W9 | {"tin": ""})
    assert "withhold 24% of your payouts" in maya.get("/earnings/tax-form").text


@pytest.mark.parametrize("more", [{"form": "w4"}, {"legal_name": ""}, {"tin": "123456780X"}, {"certified": ""}])
def test_a_wrong_form_comes_back_without_the_number(
    work_as: WorkAs, cast: Cast, sign_in: SignIn, more: dict[str, str]
) -> None:
    maya = sign_in(person_behind(work_as, cast.maya))
    sent = W9 | more
    if not sent["certified"]:
        del sent["certified"]
    answer = maya.post("/earnings/tax-form", data=sent)
    assert answer.status_code == 422
    assert "123-45" not in answer.text
    assert "123456780" not in answer.text
