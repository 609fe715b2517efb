"""Claims whose words vary, and harmless sentences near them: Chinese in both scripts, English, Hindi."""

import pytest

from marketplace.disclosure.check import Verdict, check_caption
from tests.disclosure.builders import a_caption


@pytest.mark.parametrize(
    ("country", "language", "category", "body", "quote"),
    [
        ("CN", "zh", "electronics", "这台投影的亮度独步业界。", "独步业界"),
        ("CN", "zh", "bag", "全网找不出第二只这样的包。", "全网找不出第二只这样的包"),
        ("CN", "zh", "tea", "喝了俩月，尿酸回到正常范围。", "尿酸回到正常范围"),
        ("CN", "zh", "food", "每天一勺，肠道里的毒素全排光了。", "肠道里的毒素全排光了"),
        ("CN", "zh", "finance", "放一年，妥妥拿六个点。", "妥妥拿六个点"),
        ("CN", "zh", "finance", "亏了算公司的。", "亏了算公司的"),
        ("CN", "zh", "education", "我们班个个考上。", "个个考上"),
        ("TW", "zh", "food", "喝一杯，血路暢通了。", "血路暢通了"),
        ("TW", "zh", "food", "蕁麻疹不再發作。", "蕁麻疹不再發作"),
        ("HK", "zh", "supplement", "食咗半年，肝炎冇再復發。", "肝炎冇再復發"),
        ("HK", "zh", "supplement", "增強男士持久力。", "增強男士持久力"),
        ("US", "en", "supplement", "Six days in and my eczema left the building.", "my eczema left the building"),
        ("US", "en", "supplement", "The tea dissolves gallstones while you sleep.", "dissolves gallstones"),
        ("GB", "en", "cosmetic", "Acne scars disappear with one jar.", "Acne scars disappear"),
        ("IN", "en", "supplement", "My boys grew two inches taller by summer.", "grew two inches taller"),
        ("IN", "en", "supplement", "Ashwagandha that boosts male sexual stamina.", "boosts male sexual stamina"),
        ("IN", "en", "cosmetic", "Milky complexion in 5 days.", "Milky complexion in 5 days"),
        ("IN", "hi", "supplement", "यह चूर्ण मधुमेह को जड़ से खत्म करता है।", "मधुमेह को जड़ से खत्म"),
        ("IN", "hi", "food", "बवासीर का पक्का इलाज, घर बैठे।", "बवासीर का पक्का इलाज"),
    ],
)
def test_a_claim_in_other_words_is_quoted(country: str, language: str, category: str, body: str, quote: str) -> None:
    report = check_caption(a_caption(body, language=language, product_category=category), [country])
    assert quote in [finding.quote for finding in report.claims if finding.verdict is Verdict.FAIL]


@pytest.mark.parametrize(
    ("country", "language", "category", "body"),
    [
        ("CN", "zh", "sport", "他领跑全国马拉松的前十公里。"),
        ("CN", "zh", "plant", "月季扦插最怕断根，浇水要轻。"),
        ("CN", "zh", "cleaning", "把下水道里的油脂冲干净。"),
        ("CN", "zh", "finance", "稳定的记账习惯，拿一个本子就够。"),
        ("TW", "zh", "home", "高速公路暢通了，我們提早到家。"),
        ("HK", "zh", "apparel", "條褲細咗少少，換咗大碼。"),
        ("US", "en", "electronics", "The lamp switches off by itself after an hour."),
        ("US", "en", "food", "Chocolate melts, so I keep it in the fridge."),
        ("GB", "en", "book", "The chapter on how migraines disappear in old films is the funniest."),
        ("GB", "en", "apparel", "My GP asked where I got these shoes."),
        ("IN", "en", "toy", "My son grew taller than the shelf, so we moved the toys."),
        ("IN", "en", "home", "A desk with adjustable height, boosts the mood of my mornings."),
        ("IN", "hi", "food", "मधुमेह हो तो डॉक्टर से पूछें, यह मिठाई मीठी है।"),
        ("IN", "hi", "food", "यह चूर्ण किसी बीमारी को ठीक नहीं करता।"),
    ],
)
def test_a_harmless_sentence_near_a_claim_is_let_pass(country: str, language: str, category: str, body: str) -> None:
    report = check_caption(a_caption(body, language=language, product_category=category), [country])
    assert [finding.quote for finding in report.claims if finding.quote] == []
