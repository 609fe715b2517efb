from __future__ import annotations

import sys
from enum import StrEnum

import pytest

from marketplace.payouts import states
from marketplace.wallets.states import AutoTopUpState, ChargebackState, RefundState, TopUpState
from marketplace.web.filters import label

OURS = (*vars(states).values(), TopUpState, RefundState, ChargebackState, AutoTopUpState)
ENUMS = [one for one in OURS if isinstance(one, type) and issubclass(one, StrEnum)]


@pytest.mark.parametrize("enum", ENUMS)
def test_every_state_has_words_of_its_own(enum: type[StrEnum]) -> None:
    table = {key: words for key, words in sys.modules[enum.__module__].LABELS.items() if type(key) is enum}
    assert list(table) == list(enum)
    assert len(set(table.values())) == len(table)


def test_a_paid_top_up_is_not_called_what_a_paid_earning_is(app: object) -> None:
    with app.test_request_context():  # type: ignore[attr-defined]
        assert label(TopUpState.PAID) == "In the wallet"
        assert label(states.EarningState.PAID) == "In your Stripe balance"
