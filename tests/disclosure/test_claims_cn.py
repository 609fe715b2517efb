"""How claims in Chinese are read: through disguises, in the shortest telling words, and not where they are denied."""

import pytest

from marketplace.disclosure.check import Verdict, check_caption
from tests.disclosure.builders import a_chinese_caption


def claims_in(category: str | None, body: str) -> tuple[Verdict, list[str]]:
    report = check_caption(a_chinese_caption(body, product_category=category), ["CN"])
    found = sorted((each for each in report.claims if each.quote), key=lambda each: each.start or 0)
    return report.claims_verdict, [each.quote for each in found]


@pytest.mark.parametrize(
    ("category", "body", "quote"),
    [
        ("home", "顶💎级蚕丝，夏天不闷", "顶💎级"),
        ("food", "zui好吃的糍粑", "zui好吃"),
        ("food", "全网di一的桃酥", "全网di一"),
        ("food", "苦瓜片xiao炎", "xiao炎"),
        ("food", "桑葚干降丨血糖".replace("丨", "·"), "降·血糖"),
        ("beverage", "决明子茶氵台疗失眠", "氵台疗失眠"),
        ("finance", "bao本bao息的小项目", "bao本bao息"),
        ("apparel", "最✨显瘦的半裙", "最✨显瘦"),
    ],
)
def test_a_word_is_found_through_its_disguise_and_quoted_as_written(category: str, body: str, quote: str) -> None:
    assert claims_in(category, body) == (Verdict.FAIL, [quote])


@pytest.mark.parametrize(
    ("category", "body"),
    [
        ("food", "名叫“天下无双”的小馆子，菜量很大"),
        ("food", "什么“包治百病”这种说法，我是不信的"),
        ("cosmetic", "它不能祛疤，也不能治痘痘"),
        ("cosmetic", "治好了我的拖延症？并没有"),
        ("home", "海拔最高的客栈，早晨能看云"),
        ("book", "《最强大脑训练》里的题目"),
        ("travel", "世界第一高楼在远处，雾里看不见"),
        ("education", "老师说没有人能保证通过"),
        ("food", "书包 过年背回家，里面全是零食"),
    ],
)
def test_denied_quoted_and_other_uses_hold_no_claim(category: str, body: str) -> None:
    assert claims_in(category, body) == (Verdict.PASS, [])


@pytest.mark.parametrize(
    ("category", "body", "quote"),
    [
        ("cosmetic", "用到现在法令纹淡了", "法令纹淡了"),
        ("health_food", "本品不能代替药物。最近气色好了", "气色好了"),
        ("education", "押题是这门课的重头", "押题"),
        ("food", "睡前喝，助眠", "助眠"),
    ],
)
def test_broad_wording_about_an_effect_goes_to_a_person(category: str, body: str, quote: str) -> None:
    assert claims_in(category, body) == (Verdict.REVIEW, [quote])


def test_what_is_only_for_a_person_to_see_is_not_asked_of_a_product_of_unknown_category() -> None:
    assert claims_in(None, "用到现在法令纹淡了") == (Verdict.PASS, [])


def test_of_two_readings_of_the_same_words_the_fuller_is_quoted() -> None:
    assert claims_in("food", "一碗根治胃炎的汤") == (Verdict.FAIL, ["根治胃炎"])
