"""Wallets that top themselves up: one that does, one whose bank says no, one that waits for a card, one turned off."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from marketplace.wallets import actions as wallets
from marketplace.world.cast import Cast, days, hours, units
from marketplace.world.running import Stage, Story, Telling, run_jobs

RULES = (
    ("acme", "USD", 40.0, "card", 100),
    ("pebble", "USD", 9.0, "card_declined_later", 9_000),
    ("yayan", "CNY", 30.0, "card", 100),
    ("nordlys", "EUR", 6.0, "", 300),
)
"""Whose, in which currency, how many days ago, from what is collected, and below what."""


def topping_up(stage: Stage, cast: Cast) -> Sequence[Story]:
    """A rule for each brand that has one."""
    return [
        Story(f"{brand} tops up by itself", stage.days_ago(ago), partial(_rule, cast=cast, brand=brand, rule=rule))
        for brand, currency, ago, way, below in RULES
        for rule in [(currency, way, below)]
    ]


def _rule(stage: Stage, cast: Cast, brand: str, rule: tuple[str, str, int]) -> Telling:
    currency, way, below = rule
    owner = cast.brands[brand].owner
    with stage.work(owner) as work:
        rule_id = wallets.set_rule(
            work, below=units(below, currency), amount=units(500, currency), month_cap=units(1_500, currency)
        ).id
    yield hours(1)
    if way:
        stage.outside.save_way(rule_id, way=way)
    yield days(1)
    run_jobs(stage, ("wallets.top_up_low_wallets",))
    if brand == "yayan":
        yield days(3)
        with stage.work(owner) as work:
            wallets.turn_off(work, rule_id)
