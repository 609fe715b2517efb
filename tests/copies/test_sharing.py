"""Drafts and imported posts are compared with everybody's; staff are told of a script that many share."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM
from marketplace.base.ids import DraftId, OrderId, new_id
from marketplace.copies import jobs
from marketplace.copies.actions.texts import Written, compare_new_posts, compare_text
from marketplace.copies.events import PostsLeftToCompare, ScriptShared
from marketplace.copies.jobs import compare_imported_posts, forget_undone_posts
from marketplace.copies.models import CopyText
from marketplace.copies.queries import script_around, shared_scripts
from marketplace.copies.states import TextSource
from marketplace.creators.events import CreatorsImported, ImportUndone
from marketplace.creators.models import Channel, CreatorPost
from marketplace.creators.states import PostKind
from marketplace.drafts.events import DraftSubmitted
from marketplace.subscriptions import SUBSCRIPTIONS
from marketplace.work.outbox import FactRow
from tests.builders import orders as make
from tests.builders.accounts import a_set_up_staff_member
from tests.conftest import NOON
from tests.copies.test_clusters import OTHER, SCRIPT, SHUFFLED

LABELLED = f"#ad {SCRIPT}"


def told(session: Session) -> list[int]:
    rows = session.scalars(sa.select(FactRow).where(FactRow.name == ScriptShared.NAME).order_by(FactRow.id))
    return [row.payload["authors"] for row in rows]


def hand_in(deal: make.Deal, text: str) -> None:
    """A version is handed in, and the jobs that follow from it do their work."""
    draft = make.hand_in(deal, text)
    fact = DraftSubmitted(draft_id=DraftId(draft.id), order_id=OrderId(deal.order_id))
    for follows in SUBSCRIPTIONS[DraftSubmitted]:
        follows(fact)


def a_post(work_as: Any, creator: Any, text: str, *, number: int = 1) -> None:
    """Something that a creator published elsewhere, as an import brings it."""
    with work_as(SYSTEM) as work:
        channel = work.session.scalars(sa.select(Channel).where(Channel.creator_id == creator.creator_id)).one()
        work.session.add(
            CreatorPost(
                channel_id=channel.id, external_id=f"n{number}", kind=PostKind.PHOTO, body=text, source="import",
                published_at=NOON - timedelta(days=number), counted_at=NOON,
            )
        )  # fmt: skip


def test_a_script_in_the_drafts_of_four_people_is_shown_to_staff_with_its_brand(
    session: Session, work_as: Any, sign_in: Any
) -> None:
    deal = make.an_accepted_order(work_as, slots=6, budget_minor=200_000)
    deals = [deal, *(make.an_accepted_order_under(work_as, deal, name) for name in ("Bo", "Ada"))]
    ines = a_set_up_staff_member(work_as, "Ines")
    for each, text in zip(deals, (LABELLED, f"#ad {SHUFFLED}", LABELLED), strict=True):
        hand_in(each, text)
    assert told(session) == [], "three may have hit on the same words"
    assert "No shared script" in sign_in(ines).get("/staff/copies").get_data(as_text=True)
    fourth = make.an_accepted_order_under(work_as, deal, "Lin")
    hand_in(fourth, f"#ad {SHUFFLED}！")
    assert told(session) == [4]
    shown = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", sign_in(ines).get("/staff/copies").get_data(as_text=True)))
    assert "4 people, 4 texts" in shown
    assert "Written for orders of Acme" in shown
    assert all(name in shown for name in ("Maya", "Bo", "Ada", "Lin"))


def test_a_rewritten_version_leaves_the_script(session: Session, work_as: Any) -> None:
    deal = make.an_accepted_order(work_as, slots=3)
    other = make.an_accepted_order_under(work_as, deal)
    hand_in(deal, SCRIPT)
    hand_in(other, f"#ad {SHUFFLED}")
    assert [len(each.works) for each in _linked(session)] == [2]
    hand_in(deal, f"#ad {OTHER}")
    assert _linked(session) == []


def test_imported_posts_are_compared_once_and_with_drafts(session: Session, work_as: Any) -> None:
    deal = make.an_accepted_order(work_as)
    hand_in(deal, LABELLED)
    people = [make.a_creator_to_book(work_as, name) for name in ("Bo", "Ada", "Lin")]
    for person in people:
        a_post(work_as, person, SHUFFLED)
    a_post(work_as, people[0], SCRIPT, number=2)
    a_post(work_as, people[0], OTHER, number=3)
    with work_as(SYSTEM) as work:
        assert compare_new_posts(work) == 5
    with work_as(SYSTEM) as work:
        assert compare_new_posts(work) == 0
    assert told(session) == [4]
    (script,) = shared_scripts(session)
    assert (script.author_count, len(script.works), script.brands) == (4, 5, ["Acme"])


def test_comparing_again_changes_nothing(session: Session, work_as: Any) -> None:
    people = [make.a_creator_to_book(work_as, name) for name in ("Maya", "Bo", "Ada", "Lin")]
    for _ in range(2):
        for person in people:
            where = {"source": TextSource.ORDER, "source_id": person.creator_id, "author_id": person.creator_id}
            with work_as(SYSTEM) as work:
                compare_text(work, Written(**where, text=SCRIPT, written_at=NOON))
    assert told(session) == [4]
    assert session.scalar(sa.select(sa.func.count()).select_from(CopyText)) == 4


def test_a_text_without_words_is_kept_and_like_nothing(session: Session, work_as: Any) -> None:
    for name in ("Maya", "Bo"):
        person = make.a_creator_to_book(work_as, name)
        with work_as(SYSTEM) as work:
            compare_text(work, Written(TextSource.POST, person.creator_id, person.creator_id, "🔥", NOON))
    assert _linked(session) == []


def test_posts_whose_import_was_taken_back_count_no_more(session: Session, work_as: Any) -> None:
    people = [make.a_creator_to_book(work_as, name) for name in ("Bo", "Ada", "Lin", "Mei")]
    for number, person in enumerate(people, 1):
        a_post(work_as, person, SCRIPT, number=number)
    compare_imported_posts(CreatorsImported(import_id=new_id()))
    assert [script.author_count for script in shared_scripts(session)] == [4]
    with work_as(SYSTEM) as work:
        work.session.execute(sa.delete(CreatorPost).where(CreatorPost.external_id == "n1"))
    forget_undone_posts(ImportUndone(import_id=new_id()))
    session.expire_all()
    assert shared_scripts(session) == []
    assert session.scalars(sa.select(sa.func.count()).select_from(CopyText)).one() == 3


def test_more_posts_than_fit_into_one_job_are_compared_by_the_next(
    session: Session, work_as: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(jobs, "PIECE", 2)
    monkeypatch.setattr(jobs, "PIECES", 2)
    person = make.a_creator_to_book(work_as, "Bo")
    for number in range(5):
        a_post(work_as, person, f"{SCRIPT} {number}", number=number)
    compare_imported_posts(CreatorsImported(import_id=new_id()))
    assert len(session.scalars(sa.select(CopyText.id)).all()) == 4
    (left,) = session.scalars(sa.select(FactRow).where(FactRow.name == PostsLeftToCompare.NAME))
    for follows in SUBSCRIPTIONS[PostsLeftToCompare]:
        follows(PostsLeftToCompare(**left.payload))
    assert len(session.scalars(sa.select(CopyText.id)).all()) == 5
    assert len(session.scalars(sa.select(FactRow).where(FactRow.name == PostsLeftToCompare.NAME)).all()) == 1


def test_what_follows_from_an_import_and_from_its_undoing(session: Session) -> None:
    assert compare_imported_posts in SUBSCRIPTIONS[CreatorsImported]
    assert forget_undone_posts in SUBSCRIPTIONS[ImportUndone]


def _linked(session: Session) -> list[Any]:
    texts = session.scalars(sa.select(CopyText)).all()
    scripts = [script_around(session, text.id) for text in texts]
    return [one for one in scripts if len(one.works) > 1][:1]
