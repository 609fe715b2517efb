"""Which claims are found in Japan, South Korea, Taiwan and Hong Kong, and which uses of the same words are allowed."""

import pytest

from marketplace.disclosure.check import Caption, Verdict, check_caption
from tests.disclosure.builders import PLAIN

LANGUAGE = {"JP": "ja", "KR": "ko", "TW": "zh", "HK": "zh"}


def claims_in(country: str, category: str, body: str) -> tuple[Verdict, list[str]]:
    given = {**PLAIN, "language": LANGUAGE[country], "product_category": category, "body": body}
    report = check_caption(Caption(**given), [country])
    return report.claims_verdict, [finding.quote for finding in report.claims]


@pytest.mark.parametrize(
    ("country", "category", "body", "quotes"),
    [
        ("JP", "cosmetic", "塗るだけでたるみが解消しました", ["塗るだけでたるみが解消しました"]),
        ("JP", "supplement", "肩こりがすっかり楽になりました", ["肩こりがすっかり楽になりました"]),
        ("JP", "food", "コレステロールを下げる海苔", ["コレステロールを下げる"]),
        ("JP", "cosmetic", "薬剤師も太鼓判の乳液", ["薬剤師も太鼓判"]),
        ("JP", "supplement", "二週間で三キロ痩せた、しかも副作用ゼロ", ["二週間で三キロ痩せた", "副作用ゼロ"]),
        ("JP", "drink", "免疫力が上がる甘酒", ["免疫力が上がる"]),
        ("KR", "food", "고지혈증 개선에 좋은 들기름", ["고지혈증 개선"]),
        ("KR", "tea", "불면증이 싹 사라졌어요", ["불면증이 싹 사라졌"]),
        ("KR", "cosmetic", "흉터 제거 연고 같은 크림", ["흉터 제거"]),
        ("KR", "cosmetic", "최고의 효과를 주는 세럼", ["최고의 효과"]),
        ("KR", "supplement", "2주 만에 5kg 감량, 부작용 전혀 없어요", ["2주 만에 5kg 감량", "부작용 전혀 없어요"]),
        ("KR", "medical_service", "필러 시술 후기예요", ["시술 후기"]),
        ("TW", "food", "每天一碗，改善便祕", ["改善便祕"]),
        ("TW", "cosmetic", "擦了之後青春痘不見了", ["青春痘不見了"]),
        ("TW", "supplement", "護肝又排毒", ["護肝", "排毒"]),
        ("HK", "tea", "日日一杯，降血脂", ["降血脂"]),
        ("HK", "supplement", "兩星期減八磅", ["兩星期減八磅"]),
    ],
)
def test_a_forbidden_claim_is_quoted_as_written(country: str, category: str, body: str, quotes: list[str]) -> None:
    assert claims_in(country, category, body) == (Verdict.FAIL, quotes)


@pytest.mark.parametrize(
    ("country", "category", "body", "quote"),
    [
        ("JP", "food", "販売数日本一の海苔", "販売数日本一"),
        ("JP", "home", "業界初の二重底の鍋", "業界初"),
        ("KR", "home", "만족도 1위 냄비", "만족도 1위"),
        ("TW", "home", "全台唯一雙層底的鍋子", "全台唯一"),
        ("HK", "home", "全港最平嘅鍋", "全港最平"),
    ],
)
def test_a_rank_goes_to_a_person_with_the_proof(country: str, category: str, body: str, quote: str) -> None:
    assert claims_in(country, category, body) == (Verdict.REVIEW, [quote])


@pytest.mark.parametrize(
    ("country", "category", "body"),
    [
        ("JP", "cosmetic", "乾燥による小ジワを目立たなくする乳液"),
        ("JP", "cosmetic", "シミはコンシーラーで隠しました"),
        ("JP", "food", "歯医者で虫歯を治してきた帰りのプリン"),
        ("JP", "food", "わが家で人気No.1のカレー"),
        ("JP", "travel", "日本一長い吊り橋を渡った"),
        ("JP", "home", "効率よく片付く棚"),
        ("JP", "supplement", "病気を治すものではありません。おやつ代わりです。"),
        ("KR", "cosmetic", "주름 개선 기능성 화장품"),
        ("KR", "food", "감기 때문에 병원에서 치료 받고 마신 유자차"),
        ("KR", "food", "인생 최고의 떡볶이"),
        ("KR", "travel", "최저 기온 영하 십 도"),
        ("TW", "art", "療癒系插畫展"),
        ("TW", "food", "減肥中也想吃的豆花"),
        ("HK", "food", "第一次食呢間嘅雞蛋仔"),
        ("HK", "home", "醫生話呢個枕頭唔可以代替治療"),
    ],
)
def test_the_same_words_in_an_allowed_use_pass(country: str, category: str, body: str) -> None:
    assert claims_in(country, category, body) == (Verdict.PASS, [])


@pytest.mark.parametrize("country", LANGUAGE)
def test_a_forbidden_claim_is_taken_out_by_the_fix(country: str) -> None:
    body = {
        "JP": "【PR】朝の一杯。コレステロールを下げるお茶です。香りがいい。",
        "KR": "[광고] 아침 한 잔. 고혈압 치료에 좋아요. 향이 좋네요.",
        "TW": "【廣告】早上一杯。預防糖尿病。香氣很好。",
        "HK": "【廣告】朝早一杯。預防糖尿病。好香。",
    }[country]
    given = {**PLAIN, "language": LANGUAGE[country], "product_category": "tea", "body": body}
    fixed = check_caption(Caption(**given), [country]).fixed
    assert fixed is not None
    assert check_caption(fixed, [country]).overall is Verdict.PASS
