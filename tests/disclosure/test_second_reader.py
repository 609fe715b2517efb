"""The second reader asks for a person where a text sounds like a claim that no list has; it fails nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from sqlalchemy.orm import Session

from marketplace.base.ids import DraftId, OrderId
from marketplace.disclosure.check import Caption, Verdict, check_caption
from marketplace.disclosure.commands import disclosure
from marketplace.disclosure.second_reading.head import RULE, SCRIPTS, Vectors, of_caption, second_finding, shipped_head
from marketplace.disclosure.second_reading.learning import (
    GOOD_SENT,
    Example,
    embedded,
    learned,
    scores_of,
    written_examples,
)
from marketplace.disclosure.second_reading.reading import read_again
from marketplace.disclosure.second_reading.windows import clean, script_of, sentence_count, windows_of
from marketplace.drafts.events import DraftSubmitted
from marketplace.drafts.jobs import check_draft
from marketplace.drafts.models import Draft
from marketplace.drafts.states import CheckVerdict
from marketplace.gateways import current
from tests.builders import orders as make

SENT = (
    "My uncle's heart doctor could not believe it: after four weeks with these drops he no longer needed his tablets.",
    "Mein Vater hat seit diesem Pulver keine Herztabletten mehr gebraucht, sein Arzt staunt.",
)
"""Claims that no list has, and that it was not taught."""

MISSED = (
    "婆婆的膝盖疼了十几年，贴了这个一个月，现在天天去爬山，止疼药再也没碰过。",
    "同事的尿酸一直高，喝了两个月，医生说可以停药了。",
    "The nurse measured my aunt twice because her numbers had never been that low. It was the powder.",
    "祖母は三年ぶりに階段を一人で上がりました。変わったのはこの一包だけです。",
    "할아버지가 이거 드시고 나서 보청기를 빼셨어요.",
)
"""Claims of which it is not sure enough, so that few good captions go to a person."""

HARMLESS = (
    "We tried it with oat milk on Sunday; my uncle likes his coffee black and passed.",
    "Die Tasse ist schwerer als gedacht, und mein Vater trinkt seinen Kaffee schwarz.",
    "婆婆说杯子有点重，我觉得刚好，颜色比图片深一点。",
    "同事喝了一口说太酸，我倒是喜欢。",
    "The nurse at the desk lent me a pen, and I wrote this review on the tram.",
    "祖母は甘すぎると言い、私はちょうどいいと思いました。",
    "할아버지는 컵이 무겁다고 하셨어요.",
)
UNLISTED = SENT[0]


def a_caption(body: str, **says: Any) -> Caption:
    language = {"chinese": "zh", "latin": "en"}.get(script_of(body), "en")
    return Caption(
        **{"platform": "instagram", "language": language, "relationship": "paid", "native_label": True, "title": ""}
        | {"body": body, "hashtags": ()} | says
    )  # fmt: skip


def embed(texts: Sequence[str]) -> Vectors:
    return current.embedding().embed_documents(texts)


def test_what_sounds_like_a_claim_is_put_before_a_person_and_what_does_not_is_left_alone() -> None:
    for body in SENT:
        found = second_finding(a_caption(body), embed)
        assert found is not None, body
        assert found.verdict is Verdict.REVIEW
        assert body[found.start : found.end] == found.quote != ""
    assert [body for body in HARMLESS if second_finding(a_caption(body), embed)] == []


def test_claims_sound_more_like_claims_than_what_is_harmless_in_any_language() -> None:
    bodies = (*SENT, *MISSED, *HARMLESS)
    scores = shipped_head().scores(embed(bodies), [script_of(body) for body in bodies])
    claims, harmless = scores[: len(SENT + MISSED)], scores[len(SENT + MISSED) :]
    assert (claims[:, None] > harmless[None, :]).mean() > 0.9


def test_it_adds_to_a_report_without_a_claim_and_changes_no_other() -> None:
    passes = a_caption(f"#ad {UNLISTED}")
    found = check_caption(passes, ["US"])
    assert found.claims == ()
    again = read_again(passes, found, embed)
    assert [each.rule for each in again.claims] == [RULE]
    assert (again.verdict, again.claims_verdict, again.fixed) == (found.verdict, Verdict.REVIEW, found.fixed)
    fails = a_caption("#ad This tea cures cancer.", product_category="food")
    failed = check_caption(fails, ["US"])
    assert failed.claims_verdict is Verdict.FAIL
    assert read_again(fails, failed, embed) is failed


def test_where_nothing_is_advertised_or_said_nothing_is_asked() -> None:
    assert second_finding(a_caption(UNLISTED, relationship="none"), embed) is None
    assert second_finding(a_caption("https://example.com/1"), embed) is None


def test_windows_are_sentences_pairs_and_the_whole_without_hashtags() -> None:
    caption = a_caption("One is here. Two!\nThree？四。", title="Head", hashtags=("tag",))
    spans = windows_of(caption)
    said = [caption.text[low:high].strip() for low, high in spans]
    assert said[: sentence_count(spans)] == ["Head", "One is here.", "Two!", "Three？", "四。"]
    assert "Two!\nThree？" in said
    assert said[-1] == "Head\nOne is here. Two!\nThree？四。"
    assert not any("tag" in each for each in said)
    one = windows_of(a_caption("One only."))
    assert (len(one), sentence_count(one)) == (1, 1)


def test_what_is_written_for_it_is_balanced_and_in_no_set_that_measures() -> None:
    written = written_examples()
    assert len(written) > 500
    assert 0.45 < sum(each.is_claim is True for each in written) / len(written) < 0.55
    assert len({each.text for each in written}) == len(written)


def test_so_many_good_captions_of_an_unseen_set_are_sent_as_was_meant() -> None:
    chance = np.random.default_rng(4)
    examples, rows = [], []
    for number in range(1200):
        is_good = number % 2 == 0
        examples.append(Example(f"set{number % 3}", str(number), is_good, not is_good, f"text {number}"))
        rows.append(chance.normal(0 if is_good else 0.12, 1, 60))
    given = np.array(rows, dtype=np.float32)
    head = learned(examples, given / np.linalg.norm(given, axis=1, keepdims=True))
    assert set(head.thresholds) == set(SCRIPTS)
    found = scores_of(head, examples, given, "set1")
    sent = [score > head.thresholds[script] for script, is_good, score in found if is_good]
    assert sum(sent) / len(sent) < 3 * GOOD_SENT


def test_each_text_is_embedded_once() -> None:
    asked: list[str] = []

    def counted(texts: Sequence[str]) -> Vectors:
        asked.extend(texts)
        return np.eye(4, dtype=np.float32)[: len(texts)]

    twice = [Example("a", "1", True, False, "same"), Example("a", "2", True, False, "same")]
    assert embedded(twice, counted).shape == (2, 4)
    assert asked == ["same"]


def test_the_shipped_head_knows_every_script() -> None:
    head = shipped_head()
    assert set(head.means) == set(head.thresholds) == set(SCRIPTS)
    assert np.isfinite(head.weights).all()
    assert of_caption(np.array([3.0])) == 3.0
    assert clean("[话题]# https://example.com/1 x") == "x"


@pytest.mark.parametrize(("asked", "verdict"), [([], "pass"), (["--second-reader"], "review")])
def test_the_command_reads_again_when_it_is_asked_to(asked: list[str], verdict: str) -> None:
    case = {
        "id": 1, "jurisdiction": "US", "platform": "instagram", "language": "en", "relationship": "paid",
        "native_label": True, "title": "", "body": f"#ad {UNLISTED}", "hashtags": [],
    }  # fmt: skip
    ran = CliRunner().invoke(disclosure, ["check", "-", *asked], input=json.dumps(case))
    claims = json.loads(ran.stdout)["claims"]
    assert claims["verdict"] == verdict
    assert [each["rule"] for each in claims["findings"]] == ([RULE] if asked else [])


@pytest.mark.parametrize(("setting", "verdict"), [("false", CheckVerdict.PASS), ("true", CheckVerdict.REVIEW)])
def test_a_draft_is_read_again_where_the_operator_wants_it(
    session: Session, work_as: Any, setting: str, verdict: CheckVerdict
) -> None:
    deal = make.an_accepted_order(work_as)
    draft = make.hand_in(deal, f"#ad {UNLISTED}")
    with current.other_settings(SECOND_READER=setting):
        check_draft(DraftSubmitted(draft_id=DraftId(draft.id), order_id=OrderId(deal.order_id)))
    session.expire_all()
    assert session.get_one(Draft, draft.id).verdict is verdict
