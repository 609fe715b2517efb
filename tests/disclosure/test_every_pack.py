"""What holds of every pack and each of its words, whatever the country."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from marketplace.disclosure.check import Caption, Report, check_caption
from marketplace.disclosure.labels import label_for
from marketplace.disclosure.packs import PACK_FOLDER, Pack, packs_in
from marketplace.disclosure.rows import TIES
from marketplace.disclosure.verdicts import Verdict, Where
from tests.disclosure.builders import PLAIN

PACKS = packs_in(PACK_FOLDER)

INNOCENT = {
    "da": "Det regnede hele søndagen.",
    "de": "Am Sonntag hat es geregnet.",
    "en": "It rained all Sunday.",
    "es": "El domingo llovió todo el día.",
    "fr": "Il a plu tout le dimanche.",
    "ga": "Bhí sé ag cur báistí Dé Domhnaigh.",
    "hi": "रविवार को पूरे दिन बारिश हुई।",
    "it": "Domenica ha piovuto tutto il giorno.",
    "ja": "日曜日は一日中雨でした。",
    "ko": "일요일에는 하루 종일 비가 왔어요.",
    "nl": "Zondag regende het de hele dag.",
    "no": "Det regnet hele søndagen.",
    "pt": "Choveu o domingo inteiro.",
    "sv": "Det regnade hela söndagen.",
    "zh": "周日下了一整天的雨。",
    "zh-hant": "週日下了一整天的雨。",
}
"""A sentence that says nothing of a product, in each language that a pack has words in."""

NOT_IN_WORDS = (Where.MISSING, Where.NATIVE_LABEL, Where.MEDIUM)


POSTS = [
    pytest.param(pack, language, id=f"{code}-{language}")
    for code, pack in PACKS.items()
    for language in pack.languages
    if language in pack.disclosure.languages
]
"""Every country with each of its languages that it has accepted words in."""


def ties(pack: Pack, language: str) -> Iterator[str]:
    """The ties for which a pack has an accepted word in this language."""
    accepted = [term for term in pack.disclosure.accepted if term.language == language]
    return (tie for tie in TIES if any(tie in term.relationships for term in accepted))


def a_post(language: str, tie: str, body: str, **changes: object) -> Caption:
    shape = {**PLAIN, "language": "zh" if language == "zh-hant" else language, "relationship": tie, "body": body}
    return Caption(**{**shape, **changes})


def missing(pack: Pack, tie: str) -> Verdict:
    """What a pack says of a post without any label."""
    return {str(each): verdict for each, verdict in pack.disclosure.missing.items()}.get(tie, Verdict.PASS)


def labelled(pack: Pack, tie: str, caption: Caption, language: str) -> Caption:
    """The caption with the pack's own label where the pack says it goes."""
    label = label_for(pack, tie, language)
    part = pack.placement.fix_goes_to.get(caption.platform, "body")
    return a_post(language, tie, **{"body": caption.body, part: f"{label} {getattr(caption, part)}".strip()})


def holds_together(report: Report, caption: Caption, code: str) -> None:
    """Each finding names its source, and its words or that they are missing; each failing post can be put right."""
    for finding in (*report.findings, *report.claims):
        assert all((finding.source, finding.article, finding.why, finding.fix)), finding
        if finding.start is None:
            assert finding.where in NOT_IN_WORDS, finding
        else:
            assert caption.text[finding.start : finding.end] == finding.quote != "", finding
    if report.overall is Verdict.FAIL:
        assert report.fixed is not None, report.findings
        again = check_caption(report.fixed, [code])
        assert again.overall is not Verdict.FAIL, (report.fixed, again.findings, again.claims)


@pytest.mark.parametrize(("pack", "language"), POSTS)
def test_its_own_label_passes_and_goes_on_to_pass_whatever_innocent_follows(pack: Pack, language: str) -> None:
    sentence = INNOCENT[language]
    for tie in ties(pack, language):
        good = labelled(pack, tie, a_post(language, tie, sentence), language)
        report = check_caption(good, [pack.code])
        assert report.verdict is Verdict.PASS, (tie, report.findings)
        for following in (f" {sentence}", f"\n{sentence}", f" {sentence} {sentence}"):
            longer = a_post(language, tie, good.body + following, title=good.title)
            assert check_caption(longer, [pack.code]).verdict is Verdict.PASS, longer


@pytest.mark.parametrize(("pack", "language"), POSTS)
def test_without_its_label_or_with_it_behind_the_fold_it_fails_and_the_fix_passes(pack: Pack, language: str) -> None:
    sentence = INNOCENT[language]
    filler = " ".join([sentence] * 40)
    for tie in ties(pack, language):
        if missing(pack, tie) is not Verdict.FAIL:
            continue
        hidden = f"{filler} {label_for(pack, tie, language)} {filler}"
        for body in (sentence, hidden):
            caption = a_post(language, tie, body)
            report = check_caption(caption, [pack.code])
            assert report.verdict is Verdict.FAIL, (tie, body)
            holds_together(report, caption, pack.code)
            assert report.fixed is not None
            assert check_caption(report.fixed, [pack.code]).verdict is Verdict.PASS, report.fixed


@pytest.mark.parametrize("code", PACKS)
def test_none_of_its_rejected_words_pass_and_each_is_put_right(code: str) -> None:
    pack = PACKS[code]
    for term in pack.disclosure.rejected:
        if any(sign in term.text for sign in "{}[]()|"):
            continue
        for tie in term.relationships:
            if missing(pack, tie) is not Verdict.FAIL:
                continue
            written = term.write or (f"#{term.text}" if term.stands == "tag" else term.text)
            caption = a_post(term.language, tie, f"{written} {INNOCENT[term.language]}")
            report = check_caption(caption, [code])
            assert report.verdict is not Verdict.PASS, (term, tie)
            holds_together(report, caption, code)


@pytest.mark.parametrize("code", PACKS)
def test_a_notice_that_is_missing_is_said_to_be_and_added(code: str) -> None:
    pack = PACKS[code]
    for row in pack.claims:
        if row.needs is None or row.language not in INNOCENT:
            continue
        category = row.categories[0] if row.categories else None
        caption = a_post(row.language, "paid", INNOCENT[row.language], product_category=category)
        report = check_caption(caption, [code])
        assert row.id in {each.rule for each in report.claims if each.where is Where.MISSING}, row.id
        holds_together(report, caption, code)
