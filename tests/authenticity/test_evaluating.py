"""The evaluation of authenticity measures what it says, on a world that is made for the test."""

import csv
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from marketplace.authenticity.commands import authenticity
from marketplace.authenticity.evaluating.figures import auc, calibration_error, interval
from marketplace.authenticity.evaluating.frauds import KINDS
from marketplace.authenticity.evaluating.trial import PREVALENCE, trial
from tests.authenticity.test_comments import MEANT, SPAM
from tests.authenticity.worlds import sources


def test_auc_counts_pairs_and_halves_ties() -> None:
    bad = np.array([True, False, False, True])
    assert auc(np.array([0.9, 0.1, 0.2, 0.8]), bad) == 1
    assert auc(np.array([0.5, 0.5, 0.5, 0.5]), bad) == 0.5
    assert auc(np.array([0.3, 0.1, 0.4, 0.9]), bad) == 0.75
    assert np.isnan(auc(np.array([0.1]), np.array([True])))


def test_a_probability_that_comes_true_has_no_calibration_error() -> None:
    bad = np.arange(100) < 20
    assert calibration_error(np.full(100, 0.2), bad) == pytest.approx(0)
    assert calibration_error(np.full(100, 0.7), bad) == pytest.approx(0.5)


def test_an_interval_draws_groups_together() -> None:
    values = np.array([0.0, 0.0, 1.0, 1.0])
    low, high = interval(lambda at: float(values[at].mean()), ["a", "a", "b", "b"], seed=1)
    assert (low, high) == (0, 1)


def test_fraud_is_told_from_honest_creators_better_than_by_the_engagement_rate() -> None:
    judged = [each for seed in range(2) for each in trial(sources(90, seed), np.random.default_rng(seed))]
    is_bad = np.array([each.kind is not None for each in judged])
    seen = np.array([each.kind != "adaptive" for each in judged])
    p = np.array([each.p_fraud for each in judged])
    rule = np.array([each.engagement for each in judged])
    assert is_bad.mean() == pytest.approx(PREVALENCE, abs=0.02)
    assert {each.kind for each in judged} == {None, *KINDS}
    assert auc(p[seen], is_bad[seen]) > max(0.85, auc(rule[seen], is_bad[seen]))
    assert calibration_error(p, is_bad) < 0.1


def test_the_same_seed_gives_the_same_trial() -> None:
    one, other = (trial(sources(20), np.random.default_rng(3)) for _ in range(2))
    assert one == other


def test_the_command_reads_a_folder_and_ends_with_json(tmp_path: Path) -> None:
    made = sources(16)
    sets = tmp_path / "authenticity"
    _write(
        sets / "instafake_fake" / "fake_v1.csv",
        [_row_a(each.line, each.is_fake) for each in made.accounts["instagram_a"]],
    )
    _write(
        sets / "kaggle_ig_fake" / "ig_fake.csv",
        [_row_b(each.line, each.is_fake) for each in made.accounts["instagram_a"]],
    )
    _write(
        sets / "twitter_bot" / "twitter_bot.csv",
        [_row_t(each.line, each.is_fake) for each in made.accounts["instagram_a"]],
    )
    comments = [
        {"video": video, "author": f"a{at}", "date": "", "content": text, "spam": spam}
        for video in ("one", "two")
        for spam, texts in ((1, SPAM), (0, MEANT))
        for at, text in enumerate(texts)
    ]
    _write(sets / "youtube_comment_spam" / "comments.csv", comments)
    notes, creators = tmp_path / "creators" / "xiaohongshu" / "notes.jsonl", []
    notes.parent.mkdir(parents=True)
    with notes.open("w") as file:
        for each in made.creators:
            creators.append(json.dumps({"user_id": each["id"], "fans": each["followers"], "follows": 10}))
            for at, post in enumerate(each["posts"]):
                counts = {"liked": post["likes"], "comment": post["comments"], "collected": 3, "share": 1}
                told = {"note_id": post["id"], "user_id": each["id"], "title": "t", "desc": post["text"]}
                file.write(json.dumps({**told, **counts, "time": (1_700_000_000 + at * 200_000) * 1000}) + "\n")
    (notes.parent / "creators.jsonl").write_text("\n".join(creators))
    (sets / "instafake_fake" / "nonautomated_v1.jsonl").write_text("")
    called = CliRunner().invoke(authenticity, ["evaluate", str(tmp_path), "--rounds", "1"])
    assert called.exit_code == 0, called.output
    figures = json.loads(called.stdout.splitlines()[-1])
    assert figures["accounts"]["instagram_a"]["auc"] > 0.9
    assert set(figures["comments"]) == {"one", "two", "each"}
    assert set(figures["creators"]["kinds"]) == set(KINDS)


def test_a_folder_without_the_sets_is_refused(tmp_path: Path) -> None:
    called = CliRunner().invoke(authenticity, ["evaluate", str(tmp_path)])
    assert called.exit_code == 1
    assert "does not hold the sets" in called.output


def _write(path: Path, rows: list[dict[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _row_a(line: Mapping[str, object], is_fake: bool) -> dict[str, object]:
    return {
        "userFollowerCount": line["followers"], "userFollowingCount": line["following"],
        "userMediaCount": line["posts"],
        "userHasProfilPic": int(bool(line["has_avatar"])), "userIsPrivate": 0,
        "userBiographyLength": line["bio_length"],
        "usernameLength": 11, "usernameDigitCount": line["username_digits"], "isFake": int(is_fake),
    }  # fmt: skip


def _row_b(line: Mapping[str, object], is_fake: bool) -> dict[str, object]:
    return {
        "#followers": line["followers"], "#follows": line["following"], "#posts": line["posts"],
        "profile pic": int(bool(line["has_avatar"])), "private": 0, "description length": line["bio_length"],
        "external URL": 0, "nums/length username": 0.1, "fullname words": 2, "fake": int(is_fake),
    }  # fmt: skip


def _row_t(line: Mapping[str, object], is_fake: bool) -> dict[str, object]:
    return {
        "followers": line["followers"], "friends": line["following"], "statuses": line["posts"], "default_image": 0,
        "desc_len": line["bio_length"], "has_url": 1, "sn_len": 11, "sn_digits": line["username_digits"],
        "age_days": 900, "label": "bot" if is_fake else "human",
    }  # fmt: skip
