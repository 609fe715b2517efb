import json

from click.testing import CliRunner

from marketplace.base.ids import new_id
from marketplace.matching.commands import matching
from tests.builders.matching import a_creator_with_posts, with_generated_vectors
from tests.builders.orders import a_funded_brand, an_open_brief


def run(*words):
    return CliRunner().invoke(matching, list(words))


def test_a_brief_is_ranked_as_a_line_of_json_that_accounts_for_everybody(session, work_as):
    brief = an_open_brief(work_as, a_funded_brand(work_as))
    a_creator_with_posts(work_as, "Maya")
    with_generated_vectors(work_as)
    done = run("rank", str(brief.id), "--top", "5", "--json")
    assert done.exit_code == 0, done.output
    said = json.loads(done.output)
    assert said["total"] == said["considered"] + sum(row["removed"] for row in said["removed"])
    assert said["rows"][0]["name"] == "Maya"
    assert set(said["rows"][0]["contributions"]) == {
        "niche", "authenticity", "price", "audience", "reliability", "freshness",
    }  # fmt: skip


def test_a_person_reads_a_table(session, work_as):
    brief = an_open_brief(work_as, a_funded_brand(work_as))
    a_creator_with_posts(work_as, "Maya")
    done = run("rank", str(brief.id))
    assert done.exit_code == 0, done.output
    assert "Maya" in done.output
    assert "considered 1 of 1" in done.output


def test_a_brief_that_is_not_there_is_named(session, tmp_path):
    unknown = str(new_id())
    assert f"There is no brief {unknown}" in run("rank", unknown).output
    assert "neither the id of a brief nor a file" in run("rank", "nowhere.yaml").output
    bad = tmp_path / "bad.yaml"
    bad.write_text("title: Cakes", encoding="utf-8")
    done = run("rank", str(bad))
    assert done.exit_code == 1
    assert "platform" in done.output
