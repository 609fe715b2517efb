"""Which claims are found, and which uses of the same words are allowed."""

import pytest

from marketplace.disclosure.check import Verdict, check_caption
from tests.disclosure.builders import a_caption, a_chinese_caption


@pytest.mark.parametrize(
    ("category", "body", "quotes"),
    [
        ("food", "全国销量第一的山芽茶饼", ["全国销量第一"]),
        ("home", "世界级工艺，顶*级手感", ["世界级", "顶*级"]),
        ("cosmetic", "涂上三天祛斑两个度，还抗\u200b炎", ["三天祛斑两个度", "抗\u200b炎"]),
        ("food", "这碗粥能降血压，还能预防糖尿病", ["降血压", "预防糖尿病"]),
        ("health_food", "本品不能代替药物。吃完它西药都可以停了", ["西药都可以停了"]),
        ("finance", "保本保息，闭眼买", ["保本保息"]),
        ("education", "跟着学考研必过", ["考研必过"]),
        ("infant_food", "媲美母乳的配方", ["媲美母乳"]),
        ("kids", "四岁的小豆当上了品牌代言人", ["四岁的小豆当上了品牌代言"]),
        ("tea", "國家級品質", ["國家級"]),
    ],
)
def test_a_forbidden_claim_in_china_is_quoted_exactly(category: str, body: str, quotes: list[str]) -> None:
    report = check_caption(a_chinese_caption(body, product_category=category), ["CN"])
    assert report.claims_verdict is Verdict.FAIL
    found = sorted(report.claims, key=lambda finding: finding.start or 0)
    assert [finding.quote.removesuffix("人") for finding in found] == quotes


@pytest.mark.parametrize(
    ("category", "body"),
    [
        ("food", "最佳食用时间是出锅后十分钟"),
        ("home", "第一次买这种灯，最近每晚都开着"),
        ("food", "用的是巴氏杀菌乳，奶味很浓"),
        ("book", "治愈系的小画册，看完心情好"),
        ("health_food", "本品不能代替药物。一天两粒，柠檬味"),
        ("service", "店长说要努力做到最好"),
        ("electronics", "亮度最低可以调到一格"),
        ("infant_food", "奶粉不能替代母乳，能喂就喂"),
        ("kids", "十六岁的表姐当上了社团代言人"),
        ("home", "戒香烟第三年"),
        ("home", "睡过最舒服的枕头之一"),
    ],
)
def test_the_same_words_in_an_allowed_use_pass(category: str, body: str) -> None:
    report = check_caption(a_chinese_caption(body, product_category=category), ["CN"])
    assert report.claims == ()


def test_a_rank_limited_in_time_and_place_needs_proof_only() -> None:
    report = check_caption(a_chinese_caption("2025年杭州早茶销量第一，榜单见图", product_category="food"), ["CN"])
    assert report.claims_verdict is Verdict.REVIEW
    assert [finding.quote for finding in report.claims] == ["销量第一"]


def test_health_food_without_its_notice_misses_something() -> None:
    report = check_caption(a_chinese_caption("【广告】一天两粒，柠檬味", product_category="health_food"), ["CN"])
    assert [(finding.rule, finding.start) for finding in report.claims] == [("CN-CLAIM-HEALTHFOOD-NOTICE", None)]
    assert report.fixed is not None
    assert "本品不能代替药物" in report.fixed.body
    assert check_caption(report.fixed, ["CN"]).overall is Verdict.PASS


@pytest.mark.parametrize(
    ("body", "quotes", "verdict"),
    [
        ("This balm cures eczema fast.", ["cures eczema"], Verdict.FAIL),
        ("My back pain is finally gone.", ["My back pain is finally gone"], Verdict.FAIL),
        ("An FDA-approved serum.", ["FDA-approved serum"], Verdict.FAIL),
        ("I lost 12 pounds in two weeks with it.", ["lost 12 pounds in two weeks"], Verdict.FAIL),
        ("It boosts your immune system.", ["boosts your immune system"], Verdict.REVIEW),
        ("Best mug in town, and it cured my boredom.", [], Verdict.PASS),
        ("Not intended to treat, cure or prevent any disease.", [], Verdict.PASS),
        ("Guaranteed to start a fight over the last slice.", [], Verdict.PASS),
    ],
)
def test_claims_in_the_united_states(body: str, quotes: list[str], verdict: Verdict) -> None:
    report = check_caption(a_caption(body, product_category="supplement"), ["US"])
    assert [finding.quote for finding in report.claims] == quotes
    assert report.claims_verdict is verdict


def test_a_fix_takes_the_claims_to_be_proven_out_with_the_forbidden_one_so_that_what_is_left_passes() -> None:
    body = "#ad This balm cures eczema fast. It boosts your immune system. My morning walk was long."
    report = check_caption(a_caption(body, product_category="supplement"), ["US"])
    assert report.fixed is not None
    assert report.fixed.body == "#ad My morning walk was long."


def test_a_claim_to_be_proven_stays_where_nothing_else_is_wrong() -> None:
    report = check_caption(a_caption("#ad It boosts your immune system.", product_category="supplement"), ["US"])
    assert (report.claims_verdict, report.fixed) == (Verdict.REVIEW, None)


def test_who_has_no_tie_to_a_brand_may_say_it() -> None:
    assert check_caption(a_chinese_caption("最佳面馆", relationship="none"), ["CN"]).claims == ()


def test_a_fix_never_takes_the_whole_title_and_leaves_no_half_bracket() -> None:
    titled = a_chinese_caption("【广告】天天喝", title="全网最低价的春茶", product_category="food")
    fixed = check_caption(titled, ["CN"]).fixed
    assert fixed is not None
    assert fixed.title == "春茶"
    bracketed = check_caption(a_caption("#ad (jk, not paid at all) Nimbo press on the trail."), ["US"]).fixed
    assert bracketed is not None
    assert not set("()") & set(bracketed.body)


@pytest.mark.parametrize(
    ("category", "body", "quote"),
    [
        ("apparel", "大衣是国j级面料，冬天穿刚好", "国j级"),
        ("food", "蕞正宗的牛肉面在巷子口", "蕞正宗"),
        ("cosmetic", "全网第①的卸妆膏，卸得干净", "全网第①"),
        ("cosmetic", "抗皱霜NO.1，晚上用", "NO.1"),
        ("home", "最*耐用的拖把，拖三年了", "最*耐用"),
        ("food", "国内唯一的手工面，巷口就有", "国内唯一"),
        ("food", "我奶奶多年的鼻炎好了，每天一杯", "鼻炎好了"),
        ("food", "治好了我的失眠，睡前喝", "治好了我的失眠"),
        ("food", "药笑明显，天天喝", "药笑"),
        ("real_estate", "稳升值的小三居，下月开盘", "稳升值"),
        ("toy", "小朋友，快让妈妈给你买，周末就到", "快让妈妈给你买"),
        ("aesthetic", "单眼皮找不到工作，这家能做", "单眼皮找不到工作"),
        ("finance", "收益有保障，门槛一千", "收益有保障"),
        ("education", "零基础包会，周末上课", "包会"),
        ("infant_food", "母乳替代品，换季也能喝", "母乳替代品"),
        ("alcohol", "不喝不是兄弟，周末聚", "不喝不是兄弟"),
    ],
)
def test_word_families_and_disguises_are_found_in_chinese(category: str, body: str, quote: str) -> None:
    report = check_caption(a_chinese_caption(body, product_category=category), ["CN"])
    assert report.claims_verdict is Verdict.FAIL
    assert quote in [finding.quote for finding in report.claims]


@pytest.mark.parametrize(
    ("category", "body"),
    [
        ("cosmetic", "广告法不让写“最佳”，那就说好用"),
        ("food", "没有最好，只有更适合"),
        ("food", "三种口味里最甜的是荔枝"),
        ("electronics", "是自家历代最薄的一款"),
        ("cosmetic", "哪支最好用？评论区告诉我"),
        ("electronics", "亮度调到最高档也不刺眼"),
        ("finance", "理财非存款，产品不保本"),
        ("home", "消毒柜的高温杀菌程序要四十分钟"),
        ("food", "等感冒好了再去跑步"),
        ("sport", "坚持运动三个月，瘦了五斤"),
        ("health_food", "保健食品不是药物，不能代替药物治疗疾病。一天两粒"),
        ("home", "门口的招财猫摆件换了新的"),
    ],
)
def test_exempt_uses_in_chinese_hold_no_claim(category: str, body: str) -> None:
    assert check_caption(a_chinese_caption(body, product_category=category), ["CN"]).claims == ()


def test_a_patent_without_its_number_is_for_a_person() -> None:
    report = check_caption(a_chinese_caption("用了发明专利，吸力强", product_category="home"), ["CN"])
    assert [(each.quote, each.verdict) for each in report.claims] == [("发明专利", Verdict.REVIEW)]


def test_a_fix_of_a_short_chinese_text_leaves_no_joining_particle() -> None:
    fixed = check_caption(a_chinese_caption("史上最好喝的豆奶"), ["CN"]).fixed
    assert fixed is not None
    assert fixed.body == "【广告】豆奶"
