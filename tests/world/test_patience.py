"""What is no part of a storm does not break off because the processor is slow, as it is on a busy machine."""

from __future__ import annotations

import pytest
from flask import Flask

from marketplace.base.errors import Unavailable
from marketplace.database import db
from marketplace.local.services import Services
from marketplace.world.storm.people import TRIES, a_payee
from marketplace.world.storm.processor import own_processor
from marketplace.world.storm.weather import TOO_SLOW_SECONDS
from tests.conftest import a_database_of_its_own

CALLS = "v2.core.accounts.*"


@pytest.mark.parametrize("kind", ["slow", "drop_before", "drop_after"])
def test_a_creator_is_there_although_calls_were_not_answered_in_time(app: Flask, services: Services, kind: str) -> None:
    with a_database_of_its_own(app, services, "patience"), app.app_context(), own_processor() as processor:
        processor.plan([{"match": CALLS, "kind": kind, "nth": 1, "times": 3, "seconds": TOO_SLOW_SECONDS}])
        payee = a_payee("amara", processor)
        assert processor.clear_up() == 3
        assert payee.account.startswith("acct_")
        db.session.remove()


def test_patience_has_an_end(app: Flask, services: Services) -> None:
    with a_database_of_its_own(app, services, "patience"), app.app_context(), own_processor() as processor:
        processor.plan([{"match": CALLS, "kind": "drop_before", "nth": 1, "times": 10 * TRIES}])
        with pytest.raises(Unavailable):
            a_payee("amara", processor)
        db.session.remove()
