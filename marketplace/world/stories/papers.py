"""Papers: 发票 that Jun issues in the tax bureau's system and writes down, and invoices in the name of creators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from uuid import UUID

from marketplace.base.actor import Actor
from marketplace.fapiao import actions as fapiao
from marketplace.fapiao.actions.recording import Written
from marketplace.fapiao.buyers import BuyerData
from marketplace.fapiao.policy import buyer_of
from marketplace.fapiao.queries import can_be_asked_for
from marketplace.fapiao.states import Buyer, FapiaoKind
from marketplace.fapiao.written_down import CHINA
from marketplace.self_billing.actions import agree_to_self_billing
from marketplace.work.unit import Work
from marketplace.world.cast import Cast, days, hours
from marketplace.world.running import Stage, Story, Telling

PAPER = b"""%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 421] >> endobj
trailer << /Root 1 0 R >>
%%EOF
"""
"""An empty page: what the tax bureau's system would print is not ours to draw."""

YAYAN = BuyerData(
    kind=FapiaoKind.SPECIAL,
    buyer=Buyer.COMPANY,
    title="上海雅妍护肤品有限公司",
    tax_number="91310106MA1FY8XQ3G",
    address="上海市静安区南京西路 1266 号 18 层",
    phone="021-5550 0142",
    bank="招商银行上海静安支行",
    account="121900000010142",
    email="caiwu@yayan.example",
)


BUSINESSES = (
    ("elias", "Elias Berg Foto AB", "Östra Rönneholmsvägen 9\n211 47 Malmö", "SE", "SE123456789701"),
    ("noor", "Studio Noor", "Oudegracht 211\n3511 NP Utrecht", "NL", "NL004495445B01"),
)
"""Creators with a VAT number who let us write their invoices: whose, name, address, country and number."""


def papers(stage: Stage, cast: Cast) -> Sequence[Story]:
    """A brand has its 发票 at last, a creator's waits; two creators are businesses and bill through us."""
    told = (
        ("a 发票 with a wrong title", 24.0, _reversed_and_asked_again),
        ("a 发票 without a whole name", 9.0, _refused_and_asked_again),
    )
    stories = [Story(name, stage.days_ago(ago), partial(tell, cast=cast)) for name, ago, tell in told]
    return stories + [
        Story(f"{row[0]} is a business", stage.days_ago(62), partial(_agreed, cast=cast, row=row)) for row in BUSINESSES
    ]


def _agreed(stage: Stage, cast: Cast, row: tuple[str, str, str, str, str]) -> Telling:
    """From here on each payout has an invoice in the creator's name."""
    key, legal_name, address, country, vat_id = row
    with stage.work(cast.creators[key].actor) as work:
        agree_to_self_billing(work, legal_name=legal_name, address=address, country=country, vat_id=vat_id, agreed=True)
    yield hours(1)


def _reversed_and_asked_again(stage: Stage, cast: Cast) -> Telling:
    """雅妍 gets its own name wrong, has the 发票 taken back and another one issued."""
    owner = cast.brands["yayan"].owner
    wrong = _ask(stage, owner, replace(YAYAN, title="上海雅妍护肤有限公司"))
    yield days(1.2)
    _issue(stage, cast, wrong, "25312000000047110263")
    yield days(2)
    with stage.work(owner) as work:
        fapiao.ask_to_reverse(work, wrong, reason="抬头少了一个“品”字，请红冲后重开。")
    yield days(1)
    with stage.work(cast.staff["jun"]) as work:
        fapiao.record_reversed(work, wrong, _written(work, "25312000000048220815"))
    yield days(0.3)
    right = _ask(stage, owner, YAYAN)
    yield days(1)
    _issue(stage, cast, right, "25312000000048220931")


def _refused_and_asked_again(stage: Stage, cast: Cast) -> Telling:
    """小满 thinks again once, is refused once, and waits in the queue of the staff now."""
    creator = cast.creators["xiaoman"].actor
    dropped = _ask(stage, creator, _person("小满护肤日记"))
    yield days(0.1)
    with stage.work(creator) as work:
        fapiao.withdraw_fapiao(work, dropped)
    nickname = _ask(stage, creator, _person("小满"))
    yield days(1.3)
    with stage.work(cast.staff["jun"]) as work:
        fapiao.refuse_fapiao(work, nickname, reason="个人发票的抬头请填写真实姓名，昵称无法开具。")
    yield stage.days_ago(0.6) - stage.now
    _ask(stage, creator, _person("周小满"))


def _person(name: str) -> BuyerData:
    return BuyerData(kind=FapiaoKind.ORDINARY, buyer=Buyer.PERSON, title=name, email="fapiao@creators.example")


def _ask(stage: Stage, buyer: Actor, said: BuyerData) -> UUID:
    with stage.work(buyer) as work:
        free = can_be_asked_for(work.session, *buyer_of(buyer))
        return fapiao.ask_for_fapiao(work, [one.id for one in free if one.currency == "CNY"], said).id


def _issue(stage: Stage, cast: Cast, wish_id: UUID, number: str) -> None:
    with stage.work(cast.staff["jun"]) as work:
        fapiao.record_issued(work, wish_id, _written(work, number))


def _written(work: Work, number: str) -> Written:
    return Written("", number, work.now.astimezone(CHINA).date(), PAPER)
