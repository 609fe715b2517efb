"""Something of everything that a page can show: made by actions, committed, and looked at by a crawl."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from marketplace.accounts import actions as accounts
from marketplace.accounts.models import Brand, Invitation, Person
from marketplace.accounts.states import PersonKind
from marketplace.base.actor import SYSTEM, VISITOR, BrandRole
from marketplace.briefs.models import Brief
from marketplace.creators.models import Channel, Creator, CreatorPost
from marketplace.database import db
from marketplace.drafts.actions.asking import Wish, ask_for_changes
from marketplace.drafts.models import Change, Draft
from marketplace.gateways.current import other_settings
from marketplace.invoices.models import Invoice
from marketplace.ledger.models import Account, Journal
from marketplace.matching.actions import applying
from marketplace.matching.models import Application
from marketplace.matching.states import ApplicationState
from marketplace.orders.actions import finishing, reviewing
from marketplace.orders.models import Order
from marketplace.payouts.actions.sending import begin_attempt, plan_sending, record_refusal, record_sent
from marketplace.payouts.models import BankDetails, Earning, EarningHold, Hold
from marketplace.wallets.models import AutoTopUp
from marketplace.work.deliveries import BACK_OFF, run_delivery, run_everything
from marketplace.work.outbox import Delivery
from marketplace.work.tries import Outcome
from marketplace.work.unit import unit_of_work
from tests.builders import accounts as people
from tests.builders import briefs, drafts, giving_back, papers, posts
from tests.builders import orders as make
from tests.builders import payouts as money
from tests.builders.authenticity import TYPED_ABOUT_EVIDENCE, evidence_on_show
from tests.builders.holds import holds_on_show
from tests.builders.matching import a_creator_with_posts, with_generated_vectors
from tests.builders.plans import a_plan
from tests.builders.reconciliation import an_open_item
from tests.builders.withdrawals import withdrawals_on_show

STRIPE_SAYS = "This account cannot receive transfers."

TYPED_BY_PEOPLE = {
    BankDetails: ("holder",),
    Person: ("name", "email"),
    Brand: ("name", "legal_name", "website", "registration_number"),
    Invitation: ("email",),
    Brief: ("title", "story", "product_name", "product_url", "keywords", "must_say", "must_never_say", "review_note"),
    Creator: ("name", "bio", "city"),
    Channel: ("handle",),
    CreatorPost: ("title", "body"),
    Application: ("note",),
    Order: ("outline", "tracking", "reason"),
    Draft: ("title", "body", "hashtags", "decision_note"),
    Change: ("clause", "quote", "text"),
    Earning: ("title",),
    **TYPED_ABOUT_EVIDENCE,
    Hold: ("note",),
    EarningHold: ("note",),
    AutoTopUp: ("problem", "method"),
    Invoice: ("number",),
    **papers.TYPED,
    **giving_back.TYPED,
    **drafts.TYPED,
}
"""Where the words stand that no catalogue can know."""


@dataclass
class World:
    """Who may look, what there is to look at, and which words people typed."""

    cookies_of: dict[str, str] = field(default_factory=dict)
    half_signed_in: dict[str, str] = field(default_factory=dict)
    ids: dict[str, Any] = field(default_factory=dict)
    typed: tuple[str, ...] = ()


def build_world() -> World:
    """Makes everything in the database of the current application; its readers read Chinese."""
    world = World()
    deal = make.an_accepted_order(unit_of_work, slots=12, budget_minor=800_000, must_say=["Froths like milk"])
    _read_chinese()
    drafts.hand_in_with_pictures(deal, drafts.a_picture("Slow mornings"), drafts.a_picture(), body=make.BAD_BODY)
    world.ids |= {"brief": deal.brief_id, "failed_order": deal.order_id, "creator": deal.creator.creator_id}
    _orders(world, deal)
    _applications(world, deal)
    world.ids |= briefs.briefs_on_show(unit_of_work, deal.brand)
    world.ids |= evidence_on_show(unit_of_work)
    _accounts(world, deal)
    _money(world, deal)
    run_everything()
    _links(world)
    _one_dead_letter()
    with_generated_vectors(unit_of_work)
    world.ids["plan"] = a_plan(unit_of_work, deal.brand, world.ids["open_brief"]).id
    _ids_of_rows(world)
    world.typed = _typed_strings()
    return world


def _orders(world: World, deal: make.Deal) -> None:
    offered = make.an_offer_under(unit_of_work, deal.brand, deal.brief_id, "Bo")
    in_review = make.an_accepted_order_under(unit_of_work, deal, "Cleo")
    make.hand_in(in_review, make.GOOD_BODY)
    reworked = make.an_accepted_order_under(unit_of_work, deal, "Dara")
    make.hand_in(reworked, make.GOOD_BODY)
    unsure = make.an_accepted_order_under(unit_of_work, deal, "Emre")
    drafts.hand_in_with_pictures(unsure, drafts.a_picture("Oat latte at home"), body=drafts.CLAIM_BODY)
    run_everything()
    drafts.a_proof(unsure)
    with unit_of_work(deal.brand) as work:
        ask_for_changes(
            work, reworked.order_id, [Wish(clause="Your own kitchen", text="Say where you bought it.", quote="")]
        )
    cancelling = make.an_accepted_order_under(unit_of_work, deal, "Finn")
    world.ids |= {
        "offered_order": offered.order_id,
        "review_order": in_review.order_id,
        "changes_order": reworked.order_id,
        "unsure_order": unsure.order_id,
        "cancelling_order": cancelling.order_id,
    }
    for name in ("Gina", "Hugo", "Mona", "Nils", "Iris"):
        settled = make.an_accepted_order_under(unit_of_work, deal, name)
        make.hand_in(settled, make.GOOD_BODY)
        with unit_of_work(SYSTEM) as work:
            reviewing.pass_check(work, settled.order_id)
        with unit_of_work(deal.brand) as work:
            reviewing.approve_draft(work, settled.order_id)
        world.ids |= {f"{name.lower()}_order": settled.order_id, name.lower(): settled.creator.creator_id}
        if name != "Iris":
            make.publish(settled)
            with unit_of_work(deal.brand) as work:
                finishing.confirm_work(work, settled.order_id)
            posts.lose_the_label(settled)
        _let_in(world, name.lower(), settled.creator.person_id)
    for who, made in (("bo", offered), ("cleo", in_review), ("dara", reworked), ("emre", unsure), ("finn", cancelling)):
        _let_in(world, who, made.creator.person_id)
    for who, person_id in (("maya", deal.creator.person_id), ("acme", deal.brand.person_id)):
        _let_in(world, who, person_id)


def _applications(world: World, deal: make.Deal) -> None:
    for name in ("Jade", "Kofi", "Lena"):
        creator = a_creator_with_posts(unit_of_work, name)
        with unit_of_work(creator) as work:
            price = make.Money(30_000, "USD")
            application_id = applying.apply_to_brief(work, deal.brief_id, price=price, note="I make it daily.").id
        if name == "Jade":
            with unit_of_work(deal.brand) as work:
                applying.shortlist_application(work, application_id)
            world.ids["shortlisted"] = application_id
        _let_in(world, name.lower(), creator.person_id)


def _accounts(world: World, deal: make.Deal) -> None:
    acme = db.session.get_one(Brand, deal.brand.brand_id)
    people.a_member(unit_of_work, acme, "Rae", roles=[BrandRole.REVIEWER])
    with unit_of_work(deal.brand) as work:
        world.ids["invited"] = accounts.invite_member(work, email="sam@example.com", roles=[BrandRole.FINANCE]).id
    nordlys = people.a_new_brand(unit_of_work, "Nordlys")
    waiting = people.a_brand_in_review(unit_of_work, "Fjord")
    ines, jun = (people.a_set_up_staff_member(unit_of_work, name) for name in ("Ines", "Jun"))
    newcomer = people.a_staff_member(unit_of_work, "Kim")
    world.ids |= {"waiting_brand": waiting.id, "jun": jun.id, "ines": ines.id}
    otto = world.ids["otto"]
    for who, person_id in (
        ("nordlys", people.owner_of(nordlys).id),
        ("ines", ines.id),
        ("jun", jun.id),
        ("otto", otto),
    ):
        _let_in(world, who, person_id)
    world.half_signed_in = {"newcomer": newcomer.get_id(), "half_ines": ines.get_id()}


def _bank_files(world: World, acme: Brand, maker: Person, signer: Person) -> None:
    """One file that waits to be handed over, and one that is with the bank."""
    with other_settings(**money.OUR_BANK):
        for name, hand_over in (("lin", False), ("mei", True)):
            creator = money.a_creator_with_a_bank(unit_of_work, name.title())
            money.an_earning(unit_of_work, acme, creator, make.Money(10_000, "USD"))
            payout = money.a_queued_payout(unit_of_work, creator)
            batch = money.a_signed_batch(unit_of_work, maker, signer, [payout])
            if hand_over:
                file_id = money.a_file_at_the_bank(unit_of_work, maker, signer, batch).id
            else:
                file_id = money.bank_files_made(unit_of_work, maker, batch)[0].id
            world.ids["handed_over_file" if hand_over else "made_file"] = file_id
            _let_in(world, name, money.person_behind(unit_of_work, creator).id)


def _money(world: World, deal: make.Deal) -> None:
    acme = db.session.get_one(Brand, deal.brand.brand_id)
    world.ids["top_up"] = money.an_open_top_up(unit_of_work, acme, make.Money(50_000, "USD")).id
    money.a_topped_up_wallet(unit_of_work, acme, make.Money(250_000, "CNY"))
    world.ids |= money.money_that_went_back(unit_of_work, acme)
    money.a_rule_that_paused(unit_of_work, acme)
    jun, ines = (db.session.get_one(Person, world.ids[name]) for name in ("jun", "ines"))
    gina, hugo, mona, nils = (db.session.get_one(Creator, world.ids[n]) for n in ("gina", "hugo", "mona", "nils"))
    for creator in (gina, hugo, mona, nils):
        money.a_payout_account(unit_of_work, creator)
    sent, blocked = (money.a_queued_payout(unit_of_work, creator) for creator in (gina, mona))
    world.ids |= {"sent_payout": sent.id, "blocked_payout": blocked.id}
    world.ids["done_batch"] = money.a_signed_batch(unit_of_work, jun, ines, [sent, blocked]).id
    _bank_files(world, acme, jun, ines)
    world.ids["open_item"] = an_open_item(unit_of_work)
    account, tries = "acct_gina", {}
    for payout in (sent, blocked):
        with unit_of_work(SYSTEM) as work:
            plan = plan_sending(work, payout.id)
            assert plan is not None
            tries[payout.id] = plan, begin_attempt(work, plan, account)
    with unit_of_work(SYSTEM) as work:
        record_sent(work, sent.id, transfer_id="tr_gina", account=account, amount=sent.net)
    money.ways_to_the_bank(unit_of_work, gina)
    world.ids |= giving_back.a_half_that_went_back(unit_of_work, acme, gina, jun, ines)
    with unit_of_work(SYSTEM) as work:
        plan, attempt = tries[blocked.id]
        record_refusal(work, plan, Outcome.REFUSED, says=STRIPE_SAYS, attempt_id=attempt.attempt_id)
    world.ids |= holds_on_show(unit_of_work, jun, blocked, acme, gina)
    world.ids |= papers.papers_on_show(unit_of_work, acme, (gina, hugo), (jun, ines))
    world.ids |= withdrawals_on_show(unit_of_work, jun, ines)
    world.ids["queued_payout"] = money.a_queued_payout(unit_of_work, hugo).id
    world.ids["open_batch"] = money.a_batch(unit_of_work, jun).id
    money.a_queued_payout(unit_of_work, nils)


def _links(world: World) -> None:
    """Links from mails that nobody has followed; each is good until the next is made."""
    with unit_of_work(VISITOR) as work:
        nova = accounts.register_person(
            work, email="nova@example.com", name="Nova", password=people.PASSWORD, kind=PersonKind.CREATOR
        ).id
    run_everything()
    with unit_of_work(SYSTEM) as work:
        world.ids |= {
            "invitation": accounts.mint_invitation(work, world.ids["invited"]),
            "confirmation": accounts.mint_confirmation(work, nova),
            "reset": accounts.mint_reset(
                work, db.session.scalars(sa.select(Person.id).where(Person.name == "Maya")).one()
            ),
        }


def _one_dead_letter() -> None:
    """Mail leads nowhere here: one letter is tried until it is given up."""
    told = sa.select(Delivery.id).where(Delivery.job == "notifications.tell_people").limit(1)
    delivery_id = db.session.scalars(told).one()
    for _ in range(len(BACK_OFF) + 1):
        run_delivery(delivery_id)


def _read_chinese() -> None:
    with unit_of_work(SYSTEM) as work:
        work.session.execute(sa.update(Person).values(language="zh"))


def _let_in(world: World, who: str, person_id: UUID | None) -> None:
    with unit_of_work(SYSTEM) as work:
        person = work.session.get_one(Person, person_id)
        person.language = "zh"
        world.cookies_of[who] = person.get_id()


def _ids_of_rows(world: World) -> None:
    session = db.session
    unsure = session.scalars(sa.select(Draft.id).where(Draft.order_id == world.ids["unsure_order"])).one()
    world.ids |= {
        "unsure_draft": unsure,
        "account": session.scalars(sa.select(Account.id).where(Account.code == "psp:stripe")).first(),
        "journal": session.scalars(sa.select(Journal.id)).first(),
    }
    assert session.scalars(sa.select(Application.id).where(Application.state == ApplicationState.SHORTLISTED)).first()


def _typed_strings() -> tuple[str, ...]:
    found: set[str] = set()
    for model, names in TYPED_BY_PEOPLE.items():
        for row in db.session.scalars(sa.select(model)):
            for name in names:
                found |= set(_strings(getattr(row, name)))
    return tuple(sorted((text for text in found if len(text) > 1), key=len, reverse=True))


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for part in value.values() for text in _strings(part)]
    if isinstance(value, (list, tuple)):
        return [text for part in value for text in _strings(part)]
    return []
