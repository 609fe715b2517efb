"""The open tools of matching read a stranger's file with care and answer line by line."""

import json
import os
import subprocess
import sys

from click.testing import CliRunner, Result

from marketplace.matching.commands import matching


def ran(command: str, *lines: object) -> Result:
    said = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    return CliRunner().invoke(matching, [command, "-"], input=said.encode("utf-8", "surrogatepass"))


def answers(result: Result) -> list[dict]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def ranked(tmp_path, briefs: list[object], docs: list[object]) -> Result:
    files = []
    for name, lines in (("briefs", briefs), ("docs", docs)):
        path = tmp_path / name
        path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines))
        files += [f"--{name}", str(path)]
    return CliRunner().invoke(matching, ["rank-texts", *files])


def test_niches_are_probabilities_and_name_what_a_text_is_about() -> None:
    result = ran("niches", {"id": "a", "text": "猫咪绝育后怎么护理"}, {"id": "b", "text": "Chocolate cake recipe"})
    assert result.exit_code == 0
    cats, cake = (answer["niches"] for answer in answers(result))
    assert (cats[0]["niche"], cake[0]["niche"]) == ("pets", "food")
    for niches in (cats, cake):
        assert abs(sum(row["p"] for row in niches) - 1) < 1e-3
        assert [row["p"] for row in niches] == sorted((row["p"] for row in niches), reverse=True)


def test_a_text_that_says_nothing_has_no_niche() -> None:
    assert answers(ran("niches", {"id": 1, "text": " \u3000"})) == [{"id": 1, "niches": []}]


def test_what_is_wrong_with_a_line_is_said_and_the_others_are_answered() -> None:
    result = ran(
        "niches", {"id": "a", "text": "面包"}, "{", {"id": "b"}, {"id": "c", "text": 7}, {"text": "x"},
        {"id": "a", "text": "again"}, "[]", {"id": "d", "text": "旅行", "colour": "red"},
    )  # fmt: skip
    assert result.exit_code == 1
    assert [answer["id"] for answer in answers(result)] == ["a", "d"]
    said = result.stderr.splitlines()
    assert "line 8: colour: is not a field of this tool and is not read." in said
    for line, part in ((2, "no JSON"), (3, "text: "), (4, "text: "), (5, "id: "), (6, "earlier line"), (7, "object")):
        assert any(each.startswith(f"line {line}: ") and part in each for each in said), (line, said)


def test_a_pair_that_belongs_together_scores_higher_than_one_that_does_not() -> None:
    result = ran(
        "pairs", {"id": "right", "query": "红烧肉做法", "text": "红烧肉怎么做才软糯，三步教会你"},
        {"id": "near", "query": "braised pork", "text": "红烧肉怎么做才软糯，三步教会你"},
        {"id": "wrong", "query": "红烧肉做法", "text": "二手车过户需要什么材料"},
        {"id": "blank", "query": "", "text": "二手车过户需要什么材料"}, {"id": "half", "query": "\ud83d", "text": "x"},
    )  # fmt: skip
    assert result.exit_code == 0, result.stderr
    scores = {answer["id"]: answer["score"] for answer in answers(result)}
    assert scores["right"] > scores["near"] > scores["wrong"] > scores["blank"]


def test_every_document_is_ranked_for_every_brief(tmp_path) -> None:
    briefs = [{"id": "b1", "text": "pet food"}, {"id": "b2", "text": "护肤"}]
    docs = [("cat", "我的猫"), ("cream", "A face cream for dry skin"), ("no", "")]
    docs = [{"id": name, "text": text} for name, text in docs]
    result = ranked(tmp_path, briefs, docs)
    assert result.exit_code == 0, result.stderr
    first, second = answers(result)
    assert [row["id"] for row in first["ranking"]] == ["cat", "cream", "no"]
    assert [row["id"] for row in second["ranking"]] == ["cream", "cat", "no"]
    assert answers(ranked(tmp_path, briefs[1:], docs)) == [second]


def test_no_ranking_is_given_when_a_document_cannot_be_read(tmp_path) -> None:
    result = ranked(tmp_path, [{"id": "b", "text": "x"}, {"id": "b2"}], [{"id": "d", "text": None}])
    assert result.exit_code == 1
    assert result.stdout == ""
    said = ["docs: line 1: text: must be a text.", "briefs: line 2: text: must be a text."]
    assert result.stderr.splitlines() == said


def test_no_service_and_no_setting_is_needed(tmp_path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from marketplace.cli import main; main()", "matching", "niches", "-"],
        input=b'{"id": "a", "text": "\xe9\x9d\xa2\xe5\x8c\x85"}',
        env={"PATH": os.environ["PATH"], "PYTHONPATH": os.getcwd()},
        cwd=tmp_path, capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["niches"][0]["niche"] == "food"
