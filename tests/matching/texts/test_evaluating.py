"""The measurement gives known answers where they are known, and reads sets from a directory as they are laid out."""

import json

import numpy as np
from click.testing import CliRunner

from marketplace.matching.commands import matching
from marketplace.matching.evaluating.baselines import TfIdf
from marketplace.matching.evaluating.measures import compared, compared_together, ndcg, right
from marketplace.matching.texts.niche_head import posts


def test_ndcg_is_one_for_the_best_order_and_counts_what_stands_deeper_less() -> None:
    gains = np.array([0.0, 3.0, 1.0, 0.0])
    assert ndcg(np.array([0.0, 2.0, 1.0, 0.0]), gains) == 1
    assert ndcg(np.array([3.0, 2.0, 1.0, 0.0]), gains) < ndcg(np.array([0.0, 1.0, 2.0, 0.0]), gains) < 1
    assert ndcg(-np.arange(12.0), np.eye(12)[11]) == 0


def test_what_is_always_better_is_surely_better_and_what_is_equal_is_not() -> None:
    worse = [0.1, 0.5, 0.3, 0.2, 0.6]
    better = [value + 0.1 for value in worse]
    found = compared(better, worse)
    assert found.p < 0.001
    assert found.low <= found.mean <= found.high
    assert compared(worse, worse).p == 1
    assert compared([0.9, 0.1, 0.5, 0.4], [0.1, 0.9, 0.4, 0.5]).p > 0.2
    assert abs(compared_together([(better, worse), (worse, worse)]).mean - 0.05) < 1e-9


def test_accuracy_and_macro_f1() -> None:
    accuracy, f1 = right(["a", "a", "b", "b"], ["a", "a", "a", "b"])
    assert (accuracy, round(f1, 4)) == (0.75, round((4 / 5 + 2 / 3) / 2, 4))


def test_tfidf_is_one_for_the_same_words_and_nothing_without_any() -> None:
    found = TfIdf(["cats and dogs", "cars"]).cosines("cats dogs")
    assert found[0] > 0.99
    assert found[1] == 0


def test_a_directory_of_small_sets_is_measured(tmp_path) -> None:
    by_niche = {"cars": "car", "education": "edu", "games": "game", "travel": "travel"}
    titles = [(by_niche[niche], text) for niche, text in posts() if niche in by_niche and len(text) > 8]
    one = {category: [text for each, text in titles if each == category][:16] for category in by_niche.values()}
    notes = ["猫咪第一次洗澡", "狗狗学会坐下", "Sourdough for beginners", "Noodles in ten minutes"]
    write(
        tmp_path / "matching/sns_bench/query_note_relevance.jsonl",
        [{"id": f"q{at}", "query": text[:6], "note": text, "rel": at - 1} for at, text in enumerate(notes)],
    )
    write(
        tmp_path / "matching/sns_bench/notes_taxonomy.jsonl",
        [{"id": f"n{at}{copy}", "text": f"{text} {copy}", "l1": "pets" if at < 2 else "food"}
         for at, text in enumerate(notes) for copy in range(4)],
    )  # fmt: skip
    write(
        tmp_path / "matching/toutiao/toutiao.jsonl",
        [{"id": f"{category}{at}", "cat": category, "title": text}
         for category, texts in one.items() for at, text in enumerate(texts)],
    )  # fmt: skip
    write(
        tmp_path / "matching/sib200/sib200.jsonl",
        [{"sid": str(at), "lang": "zho_Hans", "cat": category, "text": text}
         for category, texts in one.items() for at, text in enumerate(texts[:8])],
    )  # fmt: skip
    write(
        tmp_path / "creators/xiaohongshu/creators.jsonl",
        [{"user_id": str(at), "desc": text + " | Zodiac: unknown"} for at, text in enumerate(notes)],
    )
    write(
        tmp_path / "creators/xiaohongshu/notes.jsonl",
        [{"user_id": str(at), "time": 1, "title": text, "tags": "宠物,日常" if at < 2 else "美食,"}
         for at, text in enumerate(notes)],
    )  # fmt: skip
    result = CliRunner().invoke(matching, ["evaluate", str(tmp_path), "--composed", "20"])
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout.splitlines()[-1])
    assert set(found["ndcg"]) == {
        "query_note", "niche_note", "zh_creator", "en_creator", "zh_real_creator", "en_real_creator",
    }  # fmt: skip
    assert found["ndcg"]["zh_creator"]["ours"] > found["ndcg"]["zh_creator"]["bm25"]
    assert found["ndcg"]["zh_real_creator"]["ours"] > 0.9
    assert found["niches"]["headlines"]["accuracy"] > 0.6
    assert found["better"]["together"].keys() == {"bm25", "tfidf", "raw", "centred"}


def test_a_set_that_is_missing_is_named(tmp_path) -> None:
    result = CliRunner().invoke(matching, ["evaluate", str(tmp_path)])
    assert result.exit_code == 1
    assert "query_note_relevance.jsonl" in result.stderr


def write(path, rows: list[dict]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
