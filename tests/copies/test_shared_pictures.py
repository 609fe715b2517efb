"""Pictures of drafts are compared with everybody's; staff are told of one that many handed in."""

from __future__ import annotations

import re
from typing import Any

import sqlalchemy as sa
from PIL import Image
from sqlalchemy.orm import Session

from marketplace.base.ids import DraftId, OrderId
from marketplace.copies.events import PictureShared
from marketplace.copies.models import CopyPicture, PictureLink
from marketplace.copies.queries import shared_pictures
from marketplace.drafts.events import DraftSubmitted, PicturesRead
from marketplace.drafts.jobs import check_with_pictures, compare_pictures_shown
from marketplace.subscriptions import SUBSCRIPTIONS
from marketplace.work.outbox import FactRow
from tests.builders import orders as make
from tests.builders.accounts import a_set_up_staff_member
from tests.builders.drafts import hand_in_with_pictures
from tests.builders.scenes import a_scene, cropped, jpeg, mirrored, recompressed, smaller

SCENE = a_scene(7)
AS_OTHERS_SEND_IT = (jpeg, recompressed, smaller, cropped, mirrored)


def told(session: Session) -> list[int]:
    rows = session.scalars(sa.select(FactRow).where(FactRow.name == PictureShared.NAME).order_by(FactRow.id))
    return [row.payload["authors"] for row in rows]


def hand_in(deal: make.Deal, *contents: bytes) -> None:
    """A version without a label is handed in, compared, and returned by the check, so that another may follow."""
    draft = hand_in_with_pictures(deal, *contents, body=make.BAD_BODY)
    fact = DraftSubmitted(draft_id=DraftId(draft.id), order_id=OrderId(deal.order_id))
    compare_pictures_shown(fact)
    check_with_pictures(PicturesRead(draft_id=fact.draft_id, order_id=fact.order_id))


def deals_of(work_as: Any, *names: str) -> list[make.Deal]:
    first = make.an_accepted_order(work_as, slots=8, budget_minor=300_000)
    return [first, *(make.an_accepted_order_under(work_as, first, name) for name in names)]


def test_a_picture_that_four_people_hand_in_is_shown_to_staff(session: Session, work_as: Any, sign_in: Any) -> None:
    deals = deals_of(work_as, "Bo", "Ada", "Lin")
    staff = sign_in(a_set_up_staff_member(work_as, "Ines"))
    for number, (deal, sent) in enumerate(zip(deals[:3], AS_OTHERS_SEND_IT, strict=False)):
        hand_in(deal, sent(SCENE), jpeg(a_scene(50 + number)))
    assert told(session) == [], "three may have been given it by chance"
    assert "one picture" not in staff.get("/staff/copies").get_data(as_text=True)
    hand_in(deals[3], cropped(SCENE))
    assert told(session) == [4]
    page = staff.get("/staff/copies").get_data(as_text=True)
    shown = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    assert "4 people, one picture" in shown
    assert "Handed in for orders of Acme" in shown
    assert all(name in shown for name in ("Maya", "Bo", "Ada", "Lin"))
    assert page.count("/pictures/") == 2 * 4, "the four that are one, each linked and drawn; not those that are not"


def test_ones_own_picture_in_many_orders_does_not_count(session: Session, work_as: Any) -> None:
    maya, bo = deals_of(work_as, "Bo")
    for deal in (maya, bo, make.another_accepted_order(maya), make.another_accepted_order(bo)):
        hand_in(deal, recompressed(SCENE))
    assert told(session) == []
    assert shared_pictures(session) == []


def test_a_version_without_the_picture_takes_it_back(session: Session, work_as: Any) -> None:
    deals = deals_of(work_as, "Bo")
    for deal in deals:
        hand_in(deal, jpeg(SCENE))
    assert session.scalar(sa.select(sa.func.count()).select_from(PictureLink)) == 1
    hand_in(deals[0], jpeg(a_scene(8)))
    assert session.scalar(sa.select(sa.func.count()).select_from(PictureLink)) == 0
    assert session.scalar(sa.select(sa.func.count()).select_from(CopyPicture)) == 2


def test_comparing_again_tells_nobody_twice(session: Session, work_as: Any) -> None:
    deals = deals_of(work_as, "Bo", "Ada", "Lin")
    for deal in deals:
        hand_in(deal, jpeg(SCENE))
    for deal in deals:
        hand_in(deal, jpeg(SCENE))
    assert told(session) == [4]
    assert session.scalar(sa.select(sa.func.count()).select_from(CopyPicture)) == 4


def test_a_set_of_shared_pictures_is_told_once(session: Session, work_as: Any) -> None:
    for deal in deals_of(work_as, "Bo", "Ada", "Lin"):
        hand_in(deal, *(jpeg(a_scene(number)) for number in (1, 2, 3)))
    assert told(session) == [4]
    assert [each.author_count for each in shared_pictures(session)] == [4, 4, 4]


def test_one_colour_is_no_picture_to_share(session: Session, work_as: Any) -> None:
    for deal in deals_of(work_as, "Bo", "Ada", "Lin"):
        hand_in(deal, jpeg(Image.new("RGB", (600, 800), "#fdfaf5")))
    assert session.scalar(sa.select(sa.func.count()).select_from(CopyPicture)) == 0


def test_a_draft_that_is_handed_in_has_its_pictures_compared() -> None:
    assert compare_pictures_shown in SUBSCRIPTIONS[DraftSubmitted]
