"""Imports: one that went well, one that was taken back, and one that never finished."""

from __future__ import annotations

from collections.abc import Sequence

from marketplace.base.actor import SYSTEM
from marketplace.base.money import Money
from marketplace.creators import actions as creators
from marketplace.creators.intake.records import CreatorRecord
from marketplace.creators.states import Format, Platform
from marketplace.world.cast import hours
from marketplace.world.running import Stage, Story, Telling

SOURCE, MAPPING = "agency list", "example"
GUESTS = (
    ("orchid_kitchen", "兰兰的小厨房", "food", 3100, 700),
    ("pine_and_peak", "松与峰", "outdoors", 4600, 900),
    ("late_reader", "晚读", "books", 2200, 400),
    ("window_cat", "窗台猫", "pets", 5400, 800),
)


def importing(stage: Stage) -> Sequence[Story]:
    """The three imports."""
    return [
        Story("import", stage.days_ago(40), _goes_well),
        Story("import, taken back", stage.days_ago(25), _is_taken_back),
        Story("import, cut off", stage.days_ago(3), _is_cut_off),
    ]


def _goes_well(stage: Stage) -> Telling:
    with stage.work(SYSTEM) as work:
        batch = creators.begin_import(work, source=SOURCE, mapping=MAPPING, files=["spring.csv"])
        counts = creators.import_creators(work, batch, _records(stage, GUESTS[:3]))
        creators.finish_import(work, batch.id, counts)
    yield hours(1)


def _is_taken_back(stage: Stage) -> Telling:
    with stage.work(SYSTEM) as work:
        batch = creators.begin_import(work, source=SOURCE, mapping=MAPPING, files=["wrong.csv"])
        batch_id = batch.id
        counts = creators.import_creators(work, batch, _records(stage, GUESTS[3:]))
        creators.finish_import(work, batch_id, counts)
    yield hours(2)
    with stage.work(SYSTEM) as work:
        creators.undo_import(work, batch_id)


def _is_cut_off(stage: Stage) -> Telling:
    with stage.work(SYSTEM) as work:
        creators.begin_import(work, source=SOURCE, mapping=MAPPING, files=["summer.csv"])
    yield hours(1)


def _records(stage: Stage, guests: Sequence[tuple[str, str, str, int, int]]) -> list[CreatorRecord]:
    return [
        CreatorRecord(
            line=place + 2,
            platform=Platform.XIAOHONGSHU,
            handle=handle,
            taken_at=stage.now,
            about={"name": name, "country": "CN", "languages": ["zh"], "niches": [niche]},
            figures={"followers": followers},
            rates={Format.PHOTO: Money(price * 100, "CNY")},
        )
        for place, (handle, name, niche, followers, price) in enumerate(guests)
    ]
