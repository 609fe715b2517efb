"""How much waits behind each line of the sidebar."""

from __future__ import annotations

import sqlalchemy as sa
from flask import g

from marketplace.accounts.models import Brand
from marketplace.accounts.states import BrandState
from marketplace.base.actor import Side
from marketplace.briefs.models import Brief
from marketplace.briefs.states import BriefState
from marketplace.database import Model, db
from marketplace.drafts.models import Draft
from marketplace.drafts.queries import open_findings_count
from marketplace.drafts.states import CheckVerdict
from marketplace.fapiao.queries import waiting_for_staff
from marketplace.ledger.queries import last_check
from marketplace.notifications.queries import unread_count
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState
from marketplace.reconciliation.queries import open_count
from marketplace.wallets.models import Chargeback
from marketplace.wallets.states import ChargebackState
from marketplace.web.actor import current_actor
from marketplace.withdrawals.queries import count_to_sign


def waiting() -> dict[str, int]:
    """Endpoint -> how many things wait there for the person who looks. Counted once a request."""
    if "waiting" not in g:
        g.waiting = _counted()
    counted: dict[str, int] = g.waiting
    return counted


def _counted() -> dict[str, int]:
    actor, session = current_actor(), db.session()
    if actor.person_id is None:
        return {}
    counts = {"notifications.index": unread_count(session, actor.person_id)}
    if actor.side is Side.STAFF:
        row = session.execute(
            sa.select(
                _count(Brand, Brand.state == BrandState.IN_REVIEW),
                _count(Brief, Brief.state == BriefState.IN_REVIEW),
                _count(Order, Order.state == OrderState.DISPUTED),
                _count(Chargeback, Chargeback.state == ChargebackState.OPEN),
                sa.select(sa.func.count())
                .select_from(Draft)
                .join(Order, Order.id == Draft.order_id)
                .where(Draft.verdict == CheckVerdict.REVIEW, Order.state == OrderState.COMPLIANCE_CHECK)
                .scalar_subquery(),
            )
        ).one()
        brands, briefs, disputes, chargebacks, drafts = (int(count) for count in row)
        counts |= {"brands": brands, "briefs": briefs, "disputes": disputes, "drafts": drafts}
        check = last_check(session)
        counts["drafts.queue"] = drafts
        counts["drafts.findings"] = open_findings_count(session)
        counts["wallets.chargebacks"] = chargebacks
        counts["withdrawals.index"] = count_to_sign(session)
        counts["fapiao.queue"] = waiting_for_staff(session)
        counts["reconciliation.index"] = open_count(session)
        counts["ledger.index"] = len(check.broken) if check else 0
        counts["console.queue"] = brands + briefs + disputes + drafts
    return counts


def _count(model: type[Model], where: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
    return sa.select(sa.func.count()).select_from(model).where(where).scalar_subquery()
