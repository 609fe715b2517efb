"""With the real model: what somebody posts about decides, not the language they post in."""

import pytest
import sqlalchemy as sa

from marketplace.base.actor import SYSTEM
from marketplace.creators.models import Creator
from marketplace.creators.niches import Niche
from marketplace.matching.catching_up import embed_everything_changed
from marketplace.matching.queries.ranking import rank
from marketplace.matching.scoring import Part
from tests.builders.matching import a_creator_with_posts
from tests.builders.orders import a_funded_brand, an_open_brief

POSTS = {
    "Cakes-en": (
        "The best chestnut cake in town",
        "Tiramisu at home, step by step",
        "A new dessert shop",
        "Matcha roll",
    ),
    "Cakes-zh": ("城里最好吃的栗子蛋糕", "在家做提拉米苏的步骤", "新开的甜品店探店", "抹茶毛巾卷"),
    "Runs-en": ("Ten kilometres before work", "My marathon plan", "Shoes for wide feet", "How to warm up"),
    "Runs-zh": ("上班前先跑十公里", "我的马拉松训练计划", "宽脚跑鞋怎么选", "跑前热身五分钟"),
    "Cats-en": ("My cat will not eat", "Litter boxes compared", "First week with a kitten", "At the vet with Milo"),
    "Cats-zh": ("猫咪不吃饭怎么办", "猫砂盆横评", "小猫到家第一周", "带猫去看医生"),
}


@pytest.fixture
def market(work_as):
    """Six creators with one subject and one language each, and briefs that name no niche and no language."""
    for name, titles in POSTS.items():
        a_creator_with_posts(work_as, name, titles=titles, posts=4)
    with work_as(SYSTEM) as work:
        work.session.execute(sa.update(Creator).values(bio=""))
    brand = a_funded_brand(work_as)

    def brief(title: str, story: str, product: str):
        plain = {"keywords": [], "niches": [], "languages": []}
        return an_open_brief(work_as, brand, title=title, story=story, product_name=product, **plain)

    return brief


def by_content(session, brief) -> list[str]:
    """Names of the creators, those whose posts fit best first."""
    rows = rank(session, brief, limit=10).rows
    fit = {row.name: part.value for row in rows for part in row.contributions if part.part is Part.NICHE}
    return sorted(fit, key=lambda name: -fit[name])


def test_the_subject_comes_first_and_no_language_does(session, market):
    briefs = {
        "Cakes": market("Cakes from a small bakery", "We look for people who love sweets and baking.", "Cake box"),
        "Cats": market("给猫主子的新猫粮", "想找家里养猫、真实记录猫咪日常的博主。", "无谷猫粮"),
        "Runs": market("New running shoes", "For creators who train for a race and write about it.", "Road shoe"),
    }
    chinese_cakes = market("小面包店的蛋糕", "想找喜欢甜品和烘焙的博主，来尝尝我们的蛋糕。", "蛋糕礼盒")
    embed_everything_changed()  # seconds: the bank of niches is embedded with the real model
    for subject, brief in briefs.items():
        assert set(by_content(session, brief)[:2]) == {f"{subject}-en", f"{subject}-zh"}
    for brief in (briefs["Cakes"], chinese_cakes):
        others = [name.split("-")[1] for name in by_content(session, brief)[2:]]
        assert others not in (["en", "en", "zh", "zh"], ["zh", "zh", "en", "en"])
    told = {row.name: row.subjects[0] for row in rank(session, briefs["Cakes"], limit=10).rows}
    for language in ("en", "zh"):
        assert told[f"Cakes-{language}"].niche is Niche.FOOD
        assert told[f"Cakes-{language}"].branch in {"baking", "restaurants"}  # half of these posts are about each
        assert (told[f"Cats-{language}"].niche, told[f"Cats-{language}"].branch) == (Niche.PETS, "cats")
        assert (told[f"Runs-{language}"].niche, told[f"Runs-{language}"].branch) == (Niche.FITNESS, "running")


def test_the_ranking_of_a_brief_is_the_same_to_the_last_bit_when_others_are_opened(session, market):
    brief = market("Cakes from a small bakery", "We look for people who love sweets and baking.", "Cake box")
    embed_everything_changed()
    alone = [(row.name, row.score, row.contributions) for row in rank(session, brief, limit=10).rows]
    market("给猫主子的新猫粮", "想找家里养猫、真实记录猫咪日常的博主。", "无谷猫粮")
    market("New running shoes", "For creators who train for a race and write about it.", "Road shoe")
    embed_everything_changed()
    assert [(row.name, row.score, row.contributions) for row in rank(session, brief, limit=10).rows] == alone
