"""What holds for every caption."""

import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from marketplace.disclosure.check import Caption, Report, Verdict, check_caption, known_jurisdictions
from marketplace.disclosure.reading.caption import read
from marketplace.disclosure.reading.places import visible_end
from marketplace.disclosure.verdicts import Where, strictest
from tests.disclosure.builders import CHINESE, PLAIN

ENGLISH_WORDS = (
    *("#ad", "ad", "Ad:", "sponsored", "not", "an", "is", "this", "Nimbo", "press", "coffee", "#spon", "jk", "?", "."),
    *(",", "\n", "trail", "code MIA15", "gifted", "#coffee", "🔥", "a\u200bd", "e\u0301", "cures eczema", "🇨🇳"),
)
CHINESE_WORDS = (
    *(
        "广告",
        "【广告】",
        "#广告",
        "不是",
        "山芽",
        "茶",
        "，",
        "。",
        "\n",
        "链接在主页",
        "合作",
        "廣告",
        "广/告",
        "吗？",
    ),
    *("#茶", "🍵", "最佳", "国*家*级", "推广", "没有", "感谢品牌邀请"),
)
INNOCENT = (
    ("US", PLAIN, "It rained on Sunday and we stayed home."),
    ("US", PLAIN, "The bread takes an hour to rise."),
    ("CN", CHINESE, "周日下雨，我们在家煮粥。"),
    ("CN", CHINESE, "面包要发一个小时。"),
)
LABELLED = {"US": ("#ad", "Ad:", "Sponsored by Nimbo."), "CN": ("【广告】", "广告 ", "#广告 ")}


def written(words: tuple[str, ...], most: int = 14) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(words), max_size=most).map(" ".join)


def captions() -> st.SearchStrategy[Caption]:
    def of(shape: dict[str, object], words: tuple[str, ...], tags: tuple[str, ...]) -> st.SearchStrategy[Caption]:
        return st.builds(
            lambda **given: Caption(**{**shape, **given}),
            relationship=st.sampled_from(("paid", "gifted", "affiliate", "employee", "own", "none")),
            native_label=st.booleans(),
            title=st.one_of(st.just(""), written(words, 4).map(lambda text: text.replace("\n", " "))),
            body=written(words),
            hashtags=st.lists(st.sampled_from(tags), max_size=5).map(tuple),
            product_category=st.sampled_from((None, "food", "cosmetic")),
        )

    return of(PLAIN, ENGLISH_WORDS, ("ad", "coffee", "spon", "notanad", "NimboAd")) | of(
        CHINESE, CHINESE_WORDS, ("广告", "茶", "非广告", "好物")
    )


@settings(max_examples=300, deadline=None)
@given(captions())
def test_spans_slice_the_caption_to_the_quoted_words_and_lie_in_their_part(caption: Caption) -> None:
    report = check_caption(caption, ["US", "CN"])
    for finding in (*report.findings, *report.claims):
        if finding.start is None:
            assert finding.quote == ""
            assert finding.where in (Where.MISSING, Where.NATIVE_LABEL, Where.MEDIUM)
        else:
            assert caption.text[finding.start : finding.end] == finding.quote != ""
        assert "%(" not in finding.why + finding.fix
        assert finding.source
        assert finding.article


@settings(max_examples=300, deadline=None)
@given(captions(), st.sampled_from((["US"], ["CN"], ["US", "CN"])))
def test_every_failing_caption_is_put_right_by_its_fix(caption: Caption, countries: list[str]) -> None:
    report = check_caption(caption, countries)
    if report.overall is not Verdict.FAIL:
        return
    assert report.fixed is not None
    again = check_caption(report.fixed, countries)
    assert again.verdict is Verdict.PASS or {each.rule[3:] for each in again.findings} == {"UNDECLARED"}, again.findings
    assert again.claims_verdict is not Verdict.FAIL, again.claims


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(INNOCENT), st.data())
def test_an_innocent_sentence_after_the_label_never_turns_pass_into_fail(
    innocent: tuple[str, dict[str, object], str], data: st.DataObject
) -> None:
    country, shape, sentence = innocent
    label = data.draw(st.sampled_from(LABELLED[country]))
    words = ENGLISH_WORDS if country == "US" else CHINESE_WORDS
    body = f"{label} {data.draw(written(words, 8))}"
    if check_caption(Caption(**{**shape, "body": body}), [country]).verdict is not Verdict.PASS:
        return
    assert check_caption(Caption(**{**shape, "body": f"{body} {sentence}"}), [country]).verdict is not Verdict.FAIL


@pytest.mark.parametrize(("country", "shape", "sentence"), INNOCENT)
@pytest.mark.parametrize("platform", ["instagram", "tiktok", "x", "xiaohongshu", "weibo", "somewhere"])
def test_moving_the_label_behind_the_fold_turns_pass_into_fail(
    country: str, shape: dict[str, object], sentence: str, platform: str
) -> None:
    label = LABELLED[country][0]
    shape = {**shape, "platform": platform}
    filler = " ".join([sentence] * 40)
    assert check_caption(Caption(**{**shape, "body": f"{label} {filler}"}), [country]).verdict is Verdict.PASS
    behind = f"{filler} {label} {filler}"
    assert visible_end(behind, 280, 10) < behind.index(label)
    assert check_caption(Caption(**{**shape, "body": behind}), [country]).verdict is Verdict.FAIL


@settings(max_examples=150, deadline=None)
@given(captions(), st.lists(st.sampled_from(known_jurisdictions()), min_size=2, max_size=8, unique=True))
@example(
    Caption(**{**PLAIN, "body": "#ad Pub: no, not an ad. Cura l'ansia, cures eczema, 全国第一 c4ncer"}),
    list(known_jurisdictions()),
)
def test_a_check_for_many_countries_says_what_a_check_for_each_would(caption: Caption, countries: list[str]) -> None:
    together = check_caption(caption, countries)
    alone = []
    for country in countries:
        read.cache_clear()
        alone.append(check_caption(caption, [country]))
    assert together.packs == {code: version for each in alone for code, version in each.packs.items()}
    assert set(map(repr, together.findings)) == {repr(found) for each in alone for found in each.findings}
    assert set(map(repr, together.claims)) == {repr(found) for each in alone for found in each.claims}
    assert len(together.findings) == len(set(map(repr, together.findings)))
    assert together.verdict is strictest(each.verdict for each in alone)
    assert together.claims_verdict is strictest(each.claims_verdict for each in alone)


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=400),
    st.text(max_size=60),
    st.lists(st.text(max_size=20), max_size=6),
    st.lists(st.sampled_from(known_jurisdictions()), min_size=1, max_size=4),
)
@example("\ud800#a\udc00d", "", ["\ud83d"], list(known_jurisdictions()))
@example("#ad" + "\u0301" * 300, "#", ["#", "", " "], list(known_jurisdictions()))
def test_no_text_crashes_the_check(body: str, title: str, tags: list[str], countries: list[str]) -> None:
    for shape in (PLAIN, CHINESE):
        caption = Caption(**{**shape, "body": body, "title": title, "hashtags": tuple(tags)})
        report = check_caption(caption, countries)
        assert Report.from_json(report.as_json()) == report


def test_a_hundred_thousand_random_code_points_break_nothing() -> None:
    """How its time grows with the length is measured by `marketplace bench disclosure`."""
    chance = random.Random(7)
    points = "".join(
        chr(chance.choice((chance.randrange(0x20, 0x3000), chance.randrange(0x3000, 0x2FFFF)))) for _ in range(100_000)
    )
    caption = Caption(**{**PLAIN, "body": points.replace("\ud800", "")})
    report = check_caption(caption, ["US", "CN", "KR", "FR"])
    assert Report.from_json(report.as_json()) == report
