"""Comments and samples of followers are imported without names, once, and go when the import is taken back."""

from __future__ import annotations

import sqlalchemy as sa

from marketplace.authenticity.catching_up import read_all_changed
from marketplace.authenticity.models import Reading
from marketplace.creators.handles import account_mark
from marketplace.creators.models import CreatorPost, Figures, ReceivedComment, SampledFollower
from tests.creators.exports import count, lines

CREATOR = {"platform": "instagram", "handle": "ana", "followers": 1200, "date": "2026-11-01"}
POST = {  # fmt: skip
    "platform": "instagram",
    "handle": "ana",
    "post id": "p1",
    "date": "2026-11-02T09:00:00Z",
    "likes": 80,
    "comments": 3,
}
SAID = {"platform": "instagram", "handle": "Ana", "post": "p1", "author": "@Bo.B", "date": "2026-11-02T10:00:00Z",
        "text": "where was this taken"}  # fmt: skip
BOUGHT = {"platform": "instagram", "handle": "ana", "account": "xx819203", "followers": 2, "following": 4100,
          "posts": 0, "has avatar": "no", "bio": ""}  # fmt: skip


def test_comments_and_followers_come_in_by_their_marks(run, tmp_path, session):
    told = run(
        "import",
        lines(tmp_path / "c.jsonl", [CREATOR]),
        "--posts",
        lines(tmp_path / "p.jsonl", [POST]),
        "--comments",
        lines(tmp_path / "t.jsonl", [SAID, {**SAID, "handle": "nobody"}, {**SAID, "text": ""}]),
        "--followers",
        lines(tmp_path / "f.jsonl", [BOUGHT, {**BOUGHT, "account": "yy1", "followers": "many"}]),
        mapping="generic",
    )
    assert (told["comments_new"], told["followers_new"], told["orphans"], told["errors"]) == (1, 1, 1, 2)
    said = session.scalars(sa.select(ReceivedComment)).one()
    assert (said.post, said.body, said.author) == ("p1", "where was this taken", account_mark("instagram", "bo.b"))
    follower = session.scalars(sa.select(SampledFollower)).one()
    assert follower.account == {
        "followers": 2, "following": 4100, "posts": 0, "has_avatar": False, "username_length": 8, "username_digits": 6,
    }  # fmt: skip
    assert "xx819203" not in follower.mark
    assert session.scalars(sa.select(CreatorPost.uncounted)).one() == ["saves", "shares"]


def test_the_same_files_again_change_nothing_and_undoing_takes_them_away(run, tmp_path, session):
    files = (
        lines(tmp_path / "c.jsonl", [CREATOR]),
        "--comments",
        lines(tmp_path / "t.jsonl", [SAID]),
        "--followers",
        lines(tmp_path / "f.jsonl", [BOUGHT]),
    )
    first = run("import", *files, mapping="generic")
    again = run("import", *files, mapping="generic")
    assert (again["comments_new"], again["comments_unchanged"], again["followers_unchanged"]) == (0, 1, 1)
    run("undo", again["batch"])
    run("undo", first["batch"])
    assert [count(session, table) for table in (ReceivedComment, SampledFollower)] == [0, 0]


def test_a_history_of_followers_is_lines_of_other_days_and_its_jump_is_seen(run, tmp_path, session):
    days = [{**CREATOR, "date": f"2026-10-{day:02}", "followers": 1000 + day + (900 if day > 20 else 0)}
            for day in range(1, 31)]  # fmt: skip
    posts = [{**POST, "post id": f"p{day}", "date": f"2026-10-{day:02}T09:00:00Z", "likes": 60 + day % 7}
             for day in range(1, 29, 2)]  # fmt: skip
    run(
        "import",
        lines(tmp_path / "c.jsonl", days),
        "--posts",
        lines(tmp_path / "p.jsonl", posts),
        mapping="generic",
    )
    assert count(session, Figures) == 30
    read_all_changed()
    reading = session.scalars(sa.select(Reading)).one()
    jump = next(row for row in reading.evidence_rows if row.sign == "followers_jump")
    assert jump.stands_out
    assert (jump.examples[0].at.day, jump.examples[0].number) == (21, 901)


def test_bought_followers_in_a_sample_are_seen(run, tmp_path, session):
    sample = [{**BOUGHT, "account": f"xx8192{number}"} for number in range(30)]
    run(
        "import", lines(tmp_path / "c.jsonl", [CREATOR]), "--followers", lines(tmp_path / "f.jsonl", sample),
        mapping="generic",
    )  # fmt: skip
    read_all_changed()
    reading = session.scalars(sa.select(Reading)).one()
    assert {row.sign for row in reading.evidence_rows if row.stands_out} >= {"followers_fake", "followers_twins"}
