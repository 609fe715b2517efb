"""An import can be taken back: what it made goes, what it changed becomes what it was."""

from __future__ import annotations

import sqlalchemy as sa

from marketplace.base.actor import SYSTEM
from marketplace.creators import actions, queries
from marketplace.creators.actions import ProfileText
from marketplace.creators.models import Channel, Creator, CreatorPost, Figures, Rate
from marketplace.creators.states import ImportState, Platform
from tests.builders.creators import a_creator, an_imported_creator, person_of
from tests.creators.exports import EXPORT, NOTE, count, lines


def test_an_undone_import_leaves_nothing_of_what_it_made(run, tmp_path, session):
    creators, posts = lines(tmp_path / "c.jsonl", [EXPORT]), lines(tmp_path / "n.jsonl", [NOTE])
    batch = run("import", creators, "--posts", posts)["batch"]
    assert run("undo", batch)["creators_removed"] == 1
    assert [count(session, table) for table in (Creator, Channel, Figures, CreatorPost, Rate)] == [0, 0, 0, 0, 0]
    assert queries.import_batches(session)[0].state is ImportState.UNDONE
    assert "undone already" in run("undo", batch, code=1)


def test_an_undone_import_restores_what_it_changed(run, tmp_path, session):
    run("import", lines(tmp_path / "c.jsonl", [EXPORT]), "--posts", lines(tmp_path / "n.jsonl", [NOTE]))
    changed = {**EXPORT, "desc": "something else", "fans": 1, "图文报价(RMB)": "1"}
    more = [{**NOTE, "liked": 999, "type": "video", "time": 1741730000000, "tags": ""}, {**NOTE, "note_id": "n2"}]
    before = _everything(session)
    batch = run("import", lines(tmp_path / "c.jsonl", [changed]), "--posts", lines(tmp_path / "n.jsonl", more))["batch"]
    assert _everything(session) != before
    assert run("undo", batch)["creators_removed"] == 0
    assert _everything(session) == before


def test_imports_of_the_same_creators_are_undone_newest_first(run, tmp_path):
    first = run("import", lines(tmp_path / "c.jsonl", [EXPORT]))["batch"]
    second = run("import", lines(tmp_path / "c.jsonl", [{**EXPORT, "fans": 1}]))["batch"]
    assert second in run("undo", first, code=1)
    run("undo", second)
    assert run("undo", first)["creators_removed"] == 1


def test_a_creator_whom_something_needs_stays_when_the_import_is_undone(run, tmp_path, session):
    batch = run("import", lines(tmp_path / "c.jsonl", [EXPORT, {**EXPORT, "user_id": "u2"}]))["batch"]
    needed = session.scalar(sa.select(Channel.creator_id).where(Channel.handle == "u2"))
    session.execute(sa.text("CREATE TABLE booked (creator_id uuid REFERENCES creators (id))"))
    session.execute(sa.text("INSERT INTO booked VALUES (:id)"), {"id": needed})
    session.commit()
    told = run("undo", batch)
    assert (told["creators_removed"], told["creators_kept"]) == (1, 1)
    assert session.scalars(sa.select(Channel.handle)).all() == ["u2"]
    assert count(session, Figures) == count(session, Rate) == 1


def test_what_its_owner_has_proved_stays_when_the_import_is_undone(work_as, session):
    an_imported_creator(work_as, handle="maya.eats", platform=Platform.INSTAGRAM)
    maya = a_creator(work_as, handle="maya.eats")
    with work_as(person_of(work_as, maya).actor) as work:
        text = ProfileText(name="Maya", bio="Mine.", country="US", city=None, languages=["en"], niches=["food"])
        actions.save_profile(work, text)
    with work_as(SYSTEM) as work:
        actions.undo_import(work, queries.import_batches(work.session)[0].id)
    assert [row.creator_id for row in queries.candidates(session)] == [maya.id]


def _everything(session):
    found = []
    for table in (Creator, Channel, Figures, CreatorPost, Rate):
        columns = [column for column in table.__table__.columns if column.name != "version_id"]
        found.append(sorted(map(str, session.execute(sa.select(*columns)).all())))
    session.rollback()
    return found
