"""发票 as the actions make them: asked for by a brand in China, issued by staff."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from marketplace.accounts.models import Person
from marketplace.fapiao.actions import ask_for_fapiao, record_issued
from marketplace.fapiao.actions.recording import Written
from marketplace.fapiao.buyers import BuyerData
from marketplace.fapiao.models import Fapiao
from marketplace.fapiao.policy import buyer_of
from marketplace.fapiao.queries import can_be_asked_for, fapiao_seen_by
from marketplace.fapiao.states import Buyer, FapiaoKind
from marketplace.fapiao.written_down import CHINA
from marketplace.work.instants import running_on
from tests.builders.payouts import WorkAs

PDF = b"%PDF-1.7 a paper of the tax bureau's system"
CODE = "91310000MA1FL8XQ37"
"""The unified social credit code of a company that nobody has founded."""

SPECIAL = BuyerData(
    kind=FapiaoKind.SPECIAL,
    buyer=Buyer.COMPANY,
    title="上海雅妍护肤品有限公司",
    tax_number=CODE,
    address="上海市静安区南京西路 1 号",
    phone="021-5555 0101",
    bank="中国工商银行上海静安支行",
    account="1001 2345 6789 0123",
    email="caiwu@yayan.example",
)
ORDINARY = replace(SPECIAL, kind=FapiaoKind.ORDINARY, address="", phone="", bank="", account="")


def a_wish(work_as: WorkAs, buyer: Person, said: BuyerData = ORDINARY) -> Fapiao:
    """Somebody asks for a 发票 for everything in yuan they can ask for."""
    with work_as(buyer.actor) as work:
        free = can_be_asked_for(work.session, *buyer_of(buyer.actor))
        return ask_for_fapiao(work, [one.id for one in free if one.currency == "CNY"], said)


def an_issued_fapiao(work_as: WorkAs, wish_id: UUID, cashier: Person, *, number: str = "2" * 20) -> Fapiao:
    """Staff have issued what was asked for, once the invoices were there."""
    with work_as(cashier.actor) as work:
        wish = fapiao_seen_by(work.session, work.actor, wish_id)
        now = max(work.now, *(invoice.issued_at for invoice in wish.invoices))
    with running_on(lambda: now), work_as(cashier.actor) as work:
        today = work.now.astimezone(CHINA).date()
        return record_issued(work, wish_id, Written("", number, today, PDF))
