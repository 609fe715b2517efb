"""Pictures of a draft: uploaded, read for words, checked, shown to both sides and nobody else."""

from __future__ import annotations

import io
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from PIL import ExifTags, Image
from sqlalchemy.orm import Session

from marketplace.accounts.models import Person
from marketplace.base.actor import SYSTEM, Duty
from marketplace.base.ids import DraftId, OrderId
from marketplace.drafts.actions.picturing import keep_pictures, record_reading
from marketplace.drafts.errors import PictureUnreadable
from marketplace.drafts.events import DraftSubmitted, PicturesRead
from marketplace.drafts.frames import LONGEST_SIDE, frames_of, prepared
from marketplace.drafts.jobs import check_draft, check_with_pictures, forget_unshown_pictures, read_pictures
from marketplace.drafts.models import Draft, Picture
from marketplace.drafts.states import CheckVerdict
from marketplace.gateways import current
from marketplace.work.jobs import Ticked
from tests.builders import orders as make
from tests.builders.accounts import a_set_up_staff_member
from tests.builders.drafts import a_picture, hand_in_with_pictures


def let_jobs_run(draft: Draft) -> None:
    fact = DraftSubmitted(draft_id=DraftId(draft.id), order_id=OrderId(draft.order_id))
    check_draft(fact)
    read_pictures(fact)
    check_with_pictures(PicturesRead(draft_id=fact.draft_id, order_id=fact.order_id))


def after_the_jobs(session: Session, draft: Draft) -> Draft:
    let_jobs_run(draft)
    session.expire_all()
    return session.get_one(Draft, draft.id)


def test_a_claim_in_a_picture_fails_the_draft_that_says_nothing_of_it(session: Session, work_as: Any) -> None:
    deal = make.an_accepted_order(work_as)
    draft = after_the_jobs(session, hand_in_with_pictures(deal, a_picture("Good morning"), a_picture("Cures eczema")))
    assert [picture.words for picture in draft.pictures] == ["Good morning", "Cures eczema"]
    assert draft.verdict is CheckVerdict.FAIL
    assert draft.report is not None
    assert [(one["frame"], one["quote"]) for one in draft.report["claims"]] == [(2, "Cures eczema")]


def test_a_picture_without_words_passes_and_is_read_once(session: Session, work_as: Any, monkeypatch: Any) -> None:
    deal = make.an_accepted_order(work_as)
    draft = after_the_jobs(session, hand_in_with_pictures(deal, a_picture()))
    assert (draft.verdict, draft.pictures[0].words) == (CheckVerdict.PASS, "")
    read_at = draft.pictures[0].read_at
    let_jobs_run(draft)
    session.expire_all()
    assert session.get_one(Picture, draft.pictures[0].id).read_at == read_at


def test_a_picture_whose_words_cannot_be_read_goes_to_a_person(session: Session, work_as: Any, sign_in: Any) -> None:
    deal = make.an_accepted_order(work_as)
    draft = hand_in_with_pictures(deal, a_picture("ok"))
    with deal.work_as(SYSTEM) as work:  # as the reader would leave a script that it does not know
        record_reading(work, draft.pictures[0].id, (), is_doubtful=True, reader="a reader")
    draft = after_the_jobs(session, draft)
    assert draft.verdict is CheckVerdict.REVIEW
    client = sign_in(a_set_up_staff_member(work_as, "Ines"))
    assert "could not be read" in client.get(f"/staff/drafts/{draft.id}").get_data(as_text=True)
    assert draft.order.brief.title in client.get("/staff/drafts?doubt=picture").get_data(as_text=True)


def test_words_the_creator_says_are_checked_beside_those_that_were_read(session: Session, work_as: Any) -> None:
    deal = make.an_accepted_order(work_as)
    draft = after_the_jobs(
        session, hand_in_with_pictures(deal, a_picture("Hello there"), frames=["HELLO THERE", "Cures eczema"])
    )
    assert draft.words["frames"] == ("HELLO THERE", "Cures eczema")
    assert draft.verdict is CheckVerdict.FAIL


def test_the_check_waits_for_the_pictures(session: Session, work_as: Any) -> None:
    deal = make.an_accepted_order(work_as)
    draft = hand_in_with_pictures(deal, a_picture("Hello"))
    check_draft(DraftSubmitted(draft_id=DraftId(draft.id), order_id=OrderId(draft.order_id)))
    session.expire_all()
    assert session.get_one(Draft, draft.id).verdict is None


def test_what_a_camera_writes_is_taken_out_and_large_pictures_become_small() -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Some camera"
    exif[ExifTags.Base.Orientation] = 6
    made = prepared(a_picture("x", size=(3000, 2000), kind="JPEG", exif=exif))
    with Image.open(io.BytesIO(made.content)) as opened:
        assert (opened.format, dict(opened.getexif())) == ("JPEG", {})
        assert opened.size == (made.width, made.height)
        assert max(opened.size) == LONGEST_SIDE
        assert opened.height > opened.width, "turned as the camera said"


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.4", b"\x89PNG\r\n\x1a\n broken", a_picture("x")[:400], b"<svg/>", b"GIF89a" + b"\0" * 40],
    ids=["nothing", "pdf", "broken", "cut off", "svg", "gif"],
)
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(PictureUnreadable):
        prepared(content)


def test_said_and_read_words_are_put_together_picture_by_picture() -> None:
    assert frames_of(["Detox"], ["detox", None]) == ("Detox", "")
    assert frames_of(["", "Two"], ["One\nmore"]) == ("One\nmore", "Two")
    assert frames_of([], []) == ()


@pytest.fixture
def creator_of() -> Any:
    def signed_in(session: Session, deal: make.Deal, sign_in: Any) -> Any:
        return sign_in(session.get_one(Person, deal.creator.person_id))

    return signed_in


def test_a_creator_uploads_keeps_and_takes_away_pictures_in_the_form(
    session: Session, work_as: Any, sign_in: Any, creator_of: Any
) -> None:
    deal = make.an_accepted_order(work_as)
    client = creator_of(session, deal, sign_in)
    good, bad = (io.BytesIO(a_picture("One")), "1.png"), (io.BytesIO(b"no"), "2.png")
    where = f"/orders/{deal.order_id}/drafts"
    refused = client.post(where, data={"body": make.GOOD_BODY, "pictures": [good, bad]})
    assert refused.status_code == 422
    page = refused.get_data(as_text=True)
    assert "Choose pictures as JPEG, PNG or WebP" in page
    (kept,) = session.scalars(sa.select(Picture.id)).all()
    assert str(kept) in page, "the one that was fine is not lost"
    more = (io.BytesIO(a_picture("Two")), "t.png")
    ticked = [str(kept), str(UUID(int=7)), "x"]
    sent = client.post(where, data={"body": make.GOOD_BODY, "kept": ticked, "pictures": more})
    assert sent.status_code == 303, sent.get_data(as_text=True)
    (draft,) = session.scalars(sa.select(Draft)).all()
    assert [picture.id for picture in draft.pictures][0] == kept
    assert len(draft.pictures) == 2


def test_pictures_are_seen_by_both_sides_and_staff_alone(session: Session, work_as: Any, sign_in: Any) -> None:
    deal = make.an_accepted_order(work_as)
    other_brand, bo = make.a_funded_brand(work_as, "Other"), make.a_creator_to_book(work_as, "Bo")
    draft = hand_in_with_pictures(deal, a_picture("One"))
    where = f"/pictures/{draft.pictures[0].id}"
    for person_id, status in (
        (deal.creator.person_id, 200), (deal.brand.person_id, 200),
        (bo.person_id, 404), (other_brand.person_id, 404),
    ):  # fmt: skip
        answer = sign_in(session.get_one(Person, person_id)).get(where)
        assert answer.status_code == status
        assert status == 404 or answer.data.startswith(b"\xff\xd8")
    for duty in Duty:
        assert sign_in(a_set_up_staff_member(work_as, duty.title(), duties=[duty])).get(where).status_code == 200


def test_a_picture_left_behind_is_dropped_after_a_week_and_one_in_a_version_stays(
    session: Session, work_as: Any, clock: Any
) -> None:
    deal = make.an_accepted_order(work_as)
    shown = hand_in_with_pictures(deal, a_picture("One")).pictures[0].id
    with work_as(deal.creator) as work:
        (left,) = (picture.id for picture in keep_pictures(work, [prepared(a_picture("Two"))]))
    for days, here in ((6, {shown, left}), (1, {shown})):
        clock.advance(days=days)
        forget_unshown_pictures(Ticked(due_at=clock.now))
        assert set(session.scalars(sa.select(Picture.id))) == here


def test_the_same_picture_is_kept_once_although_it_is_uploaded_twice(session: Session, work_as: Any) -> None:
    deal = make.an_accepted_order(work_as)
    for _ in range(2):
        with work_as(deal.creator) as work:
            keep_pictures(work, [prepared(a_picture("One"))] * 2)
    assert len(session.scalars(sa.select(Picture.id)).all()) == 1


def test_the_reader_is_the_one_that_comes_with_the_house() -> None:
    reader = current.picture_reader()
    assert reader.reader_id.startswith("rapidocr@")
    assert reader.read(prepared(a_picture("Oat latte at home")).content).lines == ("Oat latte at home",)
