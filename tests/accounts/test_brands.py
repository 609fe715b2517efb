import pytest

from marketplace.accounts import actions, queries
from marketplace.accounts.errors import (
    BadWebsite,
    InvitationNotForYou,
    InvitationNotValid,
    LastOwner,
    MissingForReview,
    MissingReason,
    MissingRole,
)
from marketplace.accounts.models import Membership
from marketplace.accounts.states import BRAND_LIFECYCLE, LABELS, TONES, BrandState, PersonKind
from marketplace.base.actor import SYSTEM, VISITOR, BrandRole, Duty
from marketplace.base.errors import Forbidden, NotFound
from marketplace.base.lifecycle import NotOpen
from marketplace.work.moves import moves_of
from marketplace.work.outbox import FactRow
from tests.builders.accounts import (
    PASSWORD,
    a_brand_in_review,
    a_confirmed_person,
    a_member,
    a_new_brand,
    a_staff_member,
    a_verified_brand,
    owner_of,
    profile_of,
)


def last_fact(session):
    return session.query(FactRow).order_by(FactRow.id.desc()).first()


def test_every_state_has_its_words_and_colour():
    assert all(state in LABELS and state in TONES for state in BRAND_LIFECYCLE.states)


def test_a_brand_is_verified_by_staff(session, work_as):
    acme = a_brand_in_review(work_as, "Acme")
    assert queries.brands_awaiting_review(session) == [acme]
    ines = a_staff_member(work_as, "Ines", duties=[Duty.OPERATIONS])
    with work_as(ines.actor) as work:
        actions.verify_brand(work, acme.id)
    assert acme.is_verified
    assert queries.brands_awaiting_review(session) == []
    assert [(move.verb, move.person_id) for move in moves_of(session, acme)] == [
        ("submit", owner_of(acme).id),
        ("verify", ines.id),
    ]
    assert last_fact(session).name == "accounts.BrandVerified"


def test_a_refused_brand_reads_why_and_may_ask_again(session, work_as):
    acme = a_brand_in_review(work_as, "Acme")
    ines = a_staff_member(work_as, "Ines", duties=[Duty.TRUST])
    with work_as(ines.actor) as work:
        actions.refuse_brand(work, acme.id, "The number is not in the register.")
    assert acme.state is BrandState.REFUSED
    assert moves_of(session, acme)[-1].why == "The number is not in the register."
    with work_as(owner_of(acme).actor) as work:
        actions.submit_brand_for_review(work, profile_of(acme, registration_number="HRB 22"))
    assert acme.state is BrandState.IN_REVIEW
    assert acme.registration_number == "HRB 22"


@pytest.mark.parametrize("reason", ["", "   no    ", "x" * 2001])
def test_a_refusal_needs_a_reason_that_helps(work_as, reason):
    acme = a_brand_in_review(work_as, "Acme")
    ines = a_staff_member(work_as, "Ines")
    with pytest.raises(MissingReason), work_as(ines.actor) as work:
        actions.refuse_brand(work, acme.id, reason)
    assert acme.state is BrandState.IN_REVIEW


@pytest.mark.parametrize("missing", ["legal_name", "registration_number"])
def test_verification_needs_every_part_of_the_profile(work_as, missing):
    acme = a_new_brand(work_as)
    profile = profile_of(acme, **{"legal_name": "Acme Ltd", "registration_number": "HRB 1", missing: " "})
    with pytest.raises(MissingForReview), work_as(owner_of(acme).actor) as work:
        actions.submit_brand_for_review(work, profile)
    assert acme.state is BrandState.NEW
    with work_as(owner_of(acme).actor) as work:
        actions.save_brand_profile(work, profile)


def test_a_website_that_is_none_is_refused(work_as):
    acme = a_new_brand(work_as)
    with pytest.raises(BadWebsite), work_as(owner_of(acme).actor) as work:
        actions.save_brand_profile(work, profile_of(acme, website="ftp://acme"))


def test_what_was_verified_cannot_be_changed(work_as):
    for brand in (a_brand_in_review(work_as, "Acme"), a_verified_brand(work_as, "Nordlys")):
        with pytest.raises(NotOpen), work_as(owner_of(brand).actor) as work:
            actions.save_brand_profile(work, profile_of(brand, name="Somebody else"))


def test_only_staff_with_the_duty_verify(work_as):
    acme, nordlys = a_brand_in_review(work_as, "Acme"), a_new_brand(work_as, "Nordlys")
    jun = a_staff_member(work_as, "Jun", duties=[Duty.FINANCE])
    maya = a_confirmed_person(work_as, "Maya")
    outsiders = (owner_of(nordlys), jun, maya)
    for actor in (*(person.actor for person in outsiders), VISITOR):
        with pytest.raises(NotFound), work_as(actor) as work:
            actions.verify_brand(work, acme.id)
    with pytest.raises(Forbidden), work_as(owner_of(acme).actor) as work:
        actions.verify_brand(work, acme.id)
    assert acme.state is BrandState.IN_REVIEW


def test_a_brand_that_did_not_ask_is_not_verified(work_as):
    acme = a_new_brand(work_as)
    ines = a_staff_member(work_as, "Ines")
    with pytest.raises(NotOpen), work_as(ines.actor) as work:
        actions.verify_brand(work, acme.id)


def test_a_member_without_the_role_does_not_speak_for_the_brand(work_as):
    acme = a_new_brand(work_as)
    rae = a_member(work_as, acme, "Rae", roles=[BrandRole.REVIEWER, BrandRole.FINANCE])
    with pytest.raises(Forbidden), work_as(rae.actor) as work:
        actions.save_brand_profile(work, profile_of(acme, name="Rae's"))


# Members


def invited(work_as, brand, email="rae@example.com", roles=(BrandRole.MANAGER,)):
    with work_as(owner_of(brand).actor) as work:
        invitation_id = actions.invite_member(work, email=email, roles=roles).id
    with work_as(SYSTEM) as work:
        return invitation_id, actions.mint_invitation(work, invitation_id)


def accept(work_as, token, name="Rae"):
    with work_as(VISITOR) as work:
        return actions.accept_invitation(work, token, name=name, password=PASSWORD)


def test_an_invited_person_joins_with_the_roles_given(session, work_as):
    acme = a_new_brand(work_as)
    rae = a_member(work_as, acme, "Rae", roles=[BrandRole.FINANCE, BrandRole.REVIEWER])
    assert rae.actor.brand_id == acme.id
    assert rae.actor.roles == {BrandRole.FINANCE, BrandRole.REVIEWER}
    assert rae.email_confirmed_at is not None
    assert [member.person for member in queries.members_of(session, acme.id)] == [owner_of(acme), rae]


def test_an_invitation_is_good_once(work_as):
    _, token = invited(work_as, a_new_brand(work_as))
    accept(work_as, token)
    with pytest.raises(InvitationNotValid):
        accept(work_as, token)


def test_an_invitation_expires(work_as, clock):
    _, token = invited(work_as, a_new_brand(work_as))
    clock.advance(days=7)
    with pytest.raises(InvitationNotValid):
        accept(work_as, token)


def test_a_withdrawn_or_replaced_invitation_opens_nothing(session, work_as, clock):
    acme = a_new_brand(work_as)
    _, replaced = invited(work_as, acme)
    withdrawn_id, withdrawn = invited(work_as, acme)
    assert [row.id for row in queries.open_invitations(session, acme.id, clock.now)] == [withdrawn_id]
    with work_as(owner_of(acme).actor) as work:
        actions.withdraw_invitation(work, withdrawn_id)
    for token in (replaced, withdrawn):
        with pytest.raises(InvitationNotValid):
            accept(work_as, token)


def test_an_account_acts_for_one_brand_and_the_inviter_learns_nothing(work_as):
    a_confirmed_person(work_as, "Maya", kind=PersonKind.CREATOR)
    nordlys = a_new_brand(work_as, "Nordlys")
    acme = a_new_brand(work_as, "Acme")
    for email in ("maya@example.com", owner_of(nordlys).email):
        _, token = invited(work_as, acme, email=email)
        with pytest.raises(InvitationNotForYou):
            accept(work_as, token)


def test_a_former_member_may_be_invited_by_another_brand(session, work_as):
    acme, nordlys = a_new_brand(work_as, "Acme"), a_new_brand(work_as, "Nordlys")
    rae = a_member(work_as, acme, "Rae")
    with work_as(owner_of(acme).actor) as work:
        actions.remove_member(work, rae.membership.id)
    _, token = invited(work_as, nordlys)
    again = accept(work_as, token)
    assert again.id == rae.id
    assert again.actor.brand_id == nordlys.id


def test_only_owners_invite_and_remove(work_as):
    acme = a_new_brand(work_as)
    kim = a_member(work_as, acme, "Kim", roles=[BrandRole.MANAGER])
    with pytest.raises(Forbidden), work_as(kim.actor) as work:
        actions.invite_member(work, email="x@example.com", roles=[BrandRole.OWNER])
    with pytest.raises(Forbidden), work_as(kim.actor) as work:
        actions.remove_member(work, owner_of(acme).membership.id)
    with pytest.raises(Forbidden), work_as(kim.actor) as work:
        actions.change_roles(work, kim.membership.id, roles=[BrandRole.OWNER])


def test_a_brand_always_keeps_an_owner(session, work_as):
    acme = a_new_brand(work_as)
    owner = owner_of(acme)
    kim = a_member(work_as, acme, "Kim", roles=[BrandRole.MANAGER])
    with pytest.raises(LastOwner), work_as(owner.actor) as work:
        actions.remove_member(work, owner.membership.id)
    with pytest.raises(LastOwner), work_as(owner.actor) as work:
        actions.change_roles(work, owner.membership.id, roles=[BrandRole.FINANCE])
    with work_as(owner.actor) as work:
        actions.change_roles(work, kim.membership.id, roles=[BrandRole.OWNER])
    with work_as(owner.actor) as work:
        actions.remove_member(work, owner.membership.id)
    assert [row.person_id for row in session.query(Membership)] == [kim.id]


def test_members_of_another_brand_are_out_of_reach(work_as):
    acme, nordlys = a_new_brand(work_as, "Acme"), a_new_brand(work_as, "Nordlys")
    rae = a_member(work_as, acme, "Rae")
    invitation_id, _ = invited(work_as, acme, email="lee@example.com")
    with pytest.raises(NotFound), work_as(owner_of(nordlys).actor) as work:
        actions.remove_member(work, rae.membership.id)
    with pytest.raises(NotFound), work_as(owner_of(nordlys).actor) as work:
        actions.withdraw_invitation(work, invitation_id)


def test_a_member_needs_a_role(work_as):
    acme = a_new_brand(work_as)
    with pytest.raises(MissingRole), work_as(owner_of(acme).actor) as work:
        actions.invite_member(work, email="rae@example.com", roles=[])
