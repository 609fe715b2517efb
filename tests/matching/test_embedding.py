"""With the real model, so there are few of them and one field serves all."""

import pytest
import sqlalchemy as sa

from marketplace.base.actor import SYSTEM
from marketplace.creators.models import Creator
from marketplace.gateways import current
from marketplace.matching.catching_up import embed_everything_changed
from marketplace.matching.models import BriefVector, CreatorVector, DocumentMean, NicheVector
from marketplace.matching.queries.ranking import rank
from marketplace.matching.taxonomy import bank
from marketplace.matching.texts.passages import Script
from marketplace.matching.vectors import unpacked
from tests.builders.matching import a_creator_with_posts
from tests.builders.orders import a_funded_brand, an_open_brief

CHINESE_SWEETS = ("达拉斯最好吃的栗子蛋糕", "自己在家做提拉米苏", "新开的甜品店探店", "抹茶千层太香了")
CHINESE_SPORT = ("跑步第一百天打卡", "马拉松训练计划", "深蹲怎么练不伤膝盖", "健身房新手入门")


@pytest.fixture
def field(work_as):
    """A brief in English for a cake shop, a Chinese creator who eats sweets and one who trains."""
    brief = an_open_brief(
        work_as,
        a_funded_brand(work_as),
        title="Cakes and desserts from a small shop",
        story="We look for people who love cafés and sweets to try our cakes.",
        product_name="Chestnut cake",
        keywords=[],
        niches=[],
        languages=[],
    )
    sweet = a_creator_with_posts(work_as, "Mei", titles=CHINESE_SWEETS, posts=4)
    sporty = a_creator_with_posts(work_as, "Tao", titles=CHINESE_SPORT, posts=4)
    with work_as(SYSTEM) as work:
        work.session.execute(sa.update(Creator).values(bio=""))
    embed_everything_changed()
    return brief, sweet, sporty


def test_what_changed_is_embedded_once_and_an_english_brief_finds_a_chinese_creator(session, work_as, field, clock):
    brief, sweet, sporty = field
    model = current.embedding()
    stored = {row.creator_id: row for row in session.scalars(sa.select(CreatorVector))}
    assert set(stored) == {sweet.creator_id, sporty.creator_id}
    assert {row.model_id for row in stored.values()} == {model.model_id}
    assert all(len(unpacked(row.vector)) == model.dimensions for row in stored.values())
    assert session.scalar(sa.select(sa.func.count()).select_from(NicheVector)) == len(bank())
    assert session.get_one(BriefVector, brief.id).model_id == model.model_id
    assert session.get_one(DocumentMean, (model.model_id, Script.CHINESE)).creators == 2
    assert session.get_one(DocumentMean, (model.model_id, Script.LATIN)).creators == 0

    found = rank(session, brief, limit=2)
    assert [row.name for row in found.rows] == ["Mei", "Tao"]
    assert found.rows[0].contributions[0].points > 0

    clock.advance(hours=1)
    assert embed_everything_changed() == 0
    with work_as(SYSTEM) as work:
        work.session.get_one(Creator, sporty.creator_id).bio = "现在只写甜品和蛋糕，不再跑步"
    before = stored[sporty.creator_id].vector
    assert embed_everything_changed() == 1
    session.expire_all()
    changed = session.get_one(CreatorVector, sporty.creator_id)
    assert changed.vector != before
    assert changed.embedded_at > session.get_one(CreatorVector, sweet.creator_id).embedded_at
