"""People come: staff are named, brands sign up and are verified, creators join and prove their channels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from marketplace.accounts import actions as accounts
from marketplace.accounts import totp
from marketplace.accounts.actions import BrandProfile
from marketplace.accounts.models import Person
from marketplace.accounts.queries import members_of, person_of_creator
from marketplace.base.actor import SYSTEM, VISITOR, Actor, BrandRole
from marketplace.base.clock import system_clock
from marketplace.creators import actions as creators
from marketplace.creators.states import Format, Platform
from marketplace.payouts import actions as payouts
from marketplace.payouts.countries import Rail, rail_for
from marketplace.world.cast import (
    BRANDS,
    FINANCE_EMAIL,
    PASSWORD,
    STAFF,
    BrandRow,
    BrandSeat,
    Cast,
    CreatorSeat,
    creator_rows,
    days,
    hours,
    units,
)
from marketplace.world.outside import PublicAccount
from marketplace.world.running import Stage, Story, Telling
from marketplace.world.stories.figures import figures_and_posts

REFUSED_BECAUSE = "The website sells followers and likes. We do not work with sellers of engagement."
CREATORS_COME_OVER_DAYS = 10


def joining(stage: Stage, cast: Cast) -> Sequence[Story]:
    """Everybody's arrival."""
    stories = [Story("staff", stage.begins, partial(staff_comes, cast=cast))]
    for row in BRANDS:
        begins = stage.days_ago(row.joined_days_ago)
        stories.append(Story(row.key, begins, partial(brand_comes, cast=cast, row=row)))
    rows = creator_rows()
    for place, creator in enumerate(rows):
        joined = stage.begins + days(1 + CREATORS_COME_OVER_DAYS * place / len(rows))
        if creator.get("ends") == "joined":
            joined = stage.days_ago(2)
        stories.append(Story(creator["key"], joined, partial(creator_comes, cast=cast, row=creator)))
    return stories


def staff_comes(stage: Stage, cast: Cast) -> Telling:
    """Staff are named and set themselves up."""
    for row in STAFF:
        with stage.work(SYSTEM) as work:
            named = accounts.create_staff(work, email=row.email, name=row.name, duties=row.duties)
            person_id, secret, cast.staff[row.key] = named.person.id, named.totp_secret, named.person.actor
        # The code before this one, so that the one their app shows now is still unused when they sign in.
        code = totp.code_at(secret, system_clock() - hours(totp.STEP_SECONDS / 3600))
        with stage.work(VISITOR) as work:
            accounts.set_up_staff(work, person_id=person_id, password=PASSWORD, code=code)
    yield hours(1)


def brand_comes(stage: Stage, cast: Cast, row: BrandRow) -> Telling:
    """A brand signs up, asks to be verified, and hears from staff."""
    signs_in = row.key in {"acme", "nordlys", "yayan"}
    with stage.work(VISITOR) as work:
        brand = accounts.sign_up_brand(
            work,
            email=row.owner_email,
            name=row.owner,
            password=PASSWORD if signs_in else None,
            brand_name=row.name,
            country=row.country,
            website=f"https://{row.host}",
            language=row.language,
        )
        brand_id = brand.id
    owner = _confirmed_owner(stage, brand_id)
    cast.brands[row.key] = BrandSeat(row, brand_id, owner)
    if row.stays == "new":
        return
    yield stage.about(3)
    profile = BrandProfile(row.name, row.legal_name, row.country, f"https://{row.host}", f"REG-{row.key.upper()}-2041")
    with stage.work(owner) as work:
        accounts.submit_brand_for_review(work, profile)
    if row.stays == "in_review":
        return
    yield stage.about(20)
    with stage.work(cast.staff["ines"]) as work:
        if row.stays == "refused":
            accounts.refuse_brand(work, brand_id, REFUSED_BECAUSE)
        else:
            accounts.verify_brand(work, brand_id)
    if row.key == "acme":
        yield stage.about(8)
        _invite_finance(stage, owner)


def _confirmed_owner(stage: Stage, brand_id: UUID) -> Actor:
    with stage.work(SYSTEM) as work:
        person_id = members_of(work.session, brand_id)[0].person_id
    _confirm_email(stage, person_id)
    with stage.work(SYSTEM) as work:
        return work.session.get_one(Person, person_id).actor


def _invite_finance(stage: Stage, owner: Actor) -> None:
    with stage.work(owner) as work:
        invitation_id = accounts.invite_member(work, email=FINANCE_EMAIL, roles=(BrandRole.FINANCE,)).id
    with stage.work(SYSTEM) as work:
        token = accounts.mint_invitation(work, invitation_id)
    with stage.work(VISITOR) as work:
        accounts.accept_invitation(work, token, name="Rosa Klein", password=PASSWORD)


def creator_comes(stage: Stage, cast: Cast, row: Mapping[str, Any]) -> Telling:
    """A creator joins, proves their channels, sets out to be paid, and publishes as they always do."""
    with stage.work(VISITOR) as work:
        creator_id = creators.join_as_creator(
            work,
            email=f"{row['key']}@creators.example",
            name=row["name"],
            password=PASSWORD if row.get("signs_in") else None,
            country=row["country"],
            language=row.get("reads", "en"),
            adult=True,
        ).id
    with stage.work(SYSTEM) as work:
        person = person_of_creator(work.session, creator_id)
        assert person is not None
        person_id, actor = person.id, person.actor
    _confirm_email(stage, person_id)
    seat = CreatorSeat(row, actor)
    cast.creators[row["key"]] = seat
    yield stage.about(1)
    _describe(stage, seat)
    if row.get("ends") == "joined":
        return
    yield stage.about(2)
    for channel in row["channels"]:
        account = PublicAccount(
            channel["platform"], channel["handle"], row["name"], row["bio"], int(channel["followers"])
        )
        stage.outside.prove(seat.channels[Platform(channel["platform"])], account)
    yield stage.about(30)
    if rail_for(row["country"]) is Rail.STRIPE:
        with stage.work(actor) as work:
            payouts.begin_onboarding(work)
        stage.outside.onboard(actor)
    yield from figures_and_posts(stage, seat)


def _describe(stage: Stage, seat: CreatorSeat) -> None:
    row = seat.row
    with stage.work(seat.actor) as work:
        if row["bio"]:
            text = creators.ProfileText(
                name=row["name"],
                bio=row["bio"],
                country=row["country"],
                city=row["city"],
                languages=row["languages"],
                niches=row["niches"],
            )
            creators.save_profile(work, text)
        for channel in row["channels"]:
            platform = Platform(channel["platform"])
            seat.channels[platform] = creators.add_channel(work, platform=platform, handle=channel["handle"]).id
            for format, currency, amount in map(str.split, row["rates"]):
                creators.set_rate(work, platform=platform, format=Format(format), price=units(int(amount), currency))


def _confirm_email(stage: Stage, person_id: UUID) -> None:
    with stage.work(SYSTEM) as work:
        token = accounts.mint_confirmation(work, person_id)
    with stage.work(VISITOR) as work:
        accounts.confirm_email(work, token)
