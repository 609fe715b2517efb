"""The index by hand: built, looked at, followed."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from marketplace.matching.index.commands import index
from marketplace.settings import MatchingSettings, settings
from tests.builders.matching import a_creator_with_posts, with_generated_vectors


@pytest.fixture
def run(session, tmp_path, monkeypatch):
    monkeypatch.setattr(settings(MatchingSettings), "matching_index_folder", tmp_path)
    return lambda *words: CliRunner().invoke(index, words)


def test_an_index_is_built_and_told_of(run, work_as):
    assert run("status").exit_code == 1
    refused = run("build")
    assert refused.exit_code == 1
    assert "marketplace matching embed" in refused.output
    a_creator_with_posts(work_as)
    with_generated_vectors(work_as)
    assert json.loads(run("build").stdout.splitlines()[-1])["rows"] == 1
    said = run("status")
    assert said.exit_code == 0
    assert json.loads(said.output)["of_this_database"] is True


def test_who_came_later_is_taken_up_once(run, work_as, clock):
    a_creator_with_posts(work_as)
    with_generated_vectors(work_as)
    run("build")
    clock.advance(hours=1)
    a_creator_with_posts(work_as, "Bo")
    with_generated_vectors(work_as)
    assert json.loads(run("follow").output)["taken_up"] >= 1
    assert json.loads(run("follow").output)["taken_up"] == 0
    assert json.loads(run("status").output)["rows"] == 2


def test_the_table_of_pgvector_holds_everybody_once(run, work_as):
    a_creator_with_posts(work_as)
    with_generated_vectors(work_as)
    first = run("pgvector")
    assert json.loads(first.stdout.splitlines()[-1]) == {"rows": 1}
    assert json.loads(run("pgvector").stdout.splitlines()[-1]) == {"rows": 1}
