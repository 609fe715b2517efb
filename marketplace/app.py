"""Puts the parts together; read it to see what is switched on."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined

from marketplace.database import db
from marketplace.jobs.rq_queue import RqCourier
from marketplace.settings import ROOT, DatabaseSettings, PaymentSettings, QueueSettings, WebSettings, settings
from marketplace.web import errors, filters, language, navigation, security
from marketplace.web.doors import guard_the_door
from marketplace.web.sentences import say
from marketplace.work.dispatch import Courier, Dispatcher

PACKAGES = (
    "accounts", "ledger", "creators", "taxes", "wallets", "withdrawals", "payouts", "reconciliation", "invoices",
    "fapiao", "self_billing", "briefs", "copies", "authenticity", "matching", "orders", "drafts", "rates",
    "notifications", "console", "home", "world",
)  # fmt: skip
"""Packages with tables, facts, jobs or pages, from the lowest to the highest."""

BLUEPRINTS = (
    "marketplace.web.health:health",
    "marketplace.web.asked_by_browsers:asked_by_browsers",
    "marketplace.web.preferences:preferences",
    "marketplace.accounts.views:accounts",
    "marketplace.creators.views:creators",
    "marketplace.briefs.views:briefs",
    "marketplace.authenticity.views:authenticity",
    "marketplace.matching.views:matching",
    "marketplace.orders.views:orders",
    "marketplace.drafts.views:drafts",
    "marketplace.notifications.views:notifications",
    "marketplace.console.views:console",
    "marketplace.home.views:home",
    "marketplace.ledger.views:ledger",
    "marketplace.wallets.views:wallets",
    "marketplace.withdrawals.views:withdrawals",
    "marketplace.taxes.views:taxes",
    "marketplace.payouts.views:payouts",
    "marketplace.payouts.views:webhooks",
    "marketplace.reconciliation.views:reconciliation",
    "marketplace.invoices.views:invoices",
    "marketplace.statements.views:statements",
    "marketplace.fapiao.views:fapiao",
    "marketplace.rates.views:rates",
    "marketplace.self_billing.views:self_billing",
)
"""The pages that are plugged in."""

SLOTS: Mapping[str, tuple[str, ...]] = {
    "wallet.total": ("marketplace.rates.views:wallet_total",),
    "ledger.totals": ("marketplace.rates.views:ledger_totals",),
    "withdrawals.total": ("marketplace.rates.views:own_total",),
    "invoices.own": ("marketplace.fapiao.views:invoices_link", "marketplace.self_billing.views:invoices_link"),
    "invoices.all": ("marketplace.self_billing.views:staff_link",),
    "earnings.papers": ("marketplace.self_billing.views:earnings_link",),
    "ledger.invariants": ("marketplace.payouts.views.console:ledger_invariants",),
    "creator.evidence": ("marketplace.authenticity.views:evidence_block",),
    "creator.subjects": ("marketplace.matching.views.subjects:subjects_block",),
    "creator.actions": ("marketplace.matching.views.search:like_link",),
    "creator.own": ("marketplace.authenticity.views:own_link",),
    "brief.matching": ("marketplace.matching.views.matches:brief_links",),
    "topbar": ("marketplace.console.views:demo_clock",),
    "order.work": ("marketplace.drafts.views.order_page:order_work",),
    "order.disclosure": ("marketplace.drafts.views.order_page:order_disclosure",),
    "brief.for_creator": ("marketplace.drafts.views.order_page:brief_disclosure",),
    "application.order": ("marketplace.orders.views.offering:application_order",),
    "application.offer": ("marketplace.orders.views.offering:application_offer",),
}
"""Named places in lower pages -> the functions of higher packages that fill them."""

INVARIANTS = (
    "marketplace.ledger.invariants:INVARIANTS",
    "marketplace.wallets.invariants:INVARIANTS",
    "marketplace.withdrawals.invariants:INVARIANTS",
    "marketplace.payouts.invariants:INVARIANTS",
    "marketplace.drafts.invariants:INVARIANTS",
)
"""What must always be true, for the hourly check, `marketplace ledger verify` and its page."""

PRELOADED = ("marketplace.disclosure.check:warm_up",)
"""What a worker does before it has children: they share what takes seconds to load."""

SIGNED_BY_THE_SENDER: tuple[str, ...] = ("marketplace.payouts.views:webhooks",)
"""Pages that machines post to: their senders sign what they send instead of carrying a form token."""

SIGN_IN = "marketplace.accounts.signing_in:install"
"""Who a request comes from."""

COUNTS = "marketplace.console.counts:waiting"
"""How much waits behind each line of the sidebar."""

csrf = CSRFProtect()


def create_app(*, courier: Courier | None = None, testing: bool = False, translations: str = "translations") -> Flask:
    """The application, its catalogues from a folder. Raises SettingsMissing when the environment says too little."""
    web = settings(WebSettings)
    app = Flask(
        "marketplace",
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "marketplace/web/static"),
        root_path=str(ROOT / "marketplace"),
    )
    app.config.update(
        SECRET_KEY=web.secret_key.get_secret_value(),
        SQLALCHEMY_DATABASE_URI=settings(DatabaseSettings).database_url.get_secret_value(),
        SQLALCHEMY_ENGINE_OPTIONS={
            "pool_pre_ping": True,
            "pool_size": 8,
            "max_overflow": 8,
            "hide_parameters": not testing,
        },
        PUBLIC_URL=web.public_url,
        DEMO_CLOCK=web.demo_clock,
        MAIL_OUTBOX_URL=web.mail_outbox_url,
        TESTING=testing,
        WTF_CSRF_ENABLED=not testing,
        SEND_FILE_MAX_AGE_DEFAULT=3600,
        BABEL_TRANSLATION_DIRECTORIES=translations,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    db.init_app(app)
    csrf.init_app(app)
    _install_web(app, web)
    _plug_in(app)
    app.extensions["dispatcher"] = _dispatcher(courier)
    app.extensions["schedule"] = importlib.import_module("marketplace.schedule").SCHEDULE
    return app


def _install_web(app: Flask, web: WebSettings) -> None:
    language.install(app)
    _load(SIGN_IN)(app)
    payment_address = settings(PaymentSettings).stripe_base_url
    targets = (payment_address,) if payment_address else ("https://checkout.stripe.com", "https://connect.stripe.com")
    security.install(app, web, form_targets=targets)
    app.before_request(guard_the_door)
    errors.install(app)
    filters.install(app)
    app.jinja_env.filters["say"] = say
    navigation.install(app, _load(COUNTS))


def _plug_in(app: Flask) -> None:
    for path in BLUEPRINTS:
        app.register_blueprint(_load(path))
    for path in SIGNED_BY_THE_SENDER:
        csrf.exempt(_load(path))
    app.extensions["preloaded"] = tuple(_load(path) for path in PRELOADED)
    app.extensions["invariants"] = tuple(_load(path) for path in INVARIANTS)
    app.extensions["slots"] = {name: tuple(_load(path) for path in paths) for name, paths in SLOTS.items()}


def _dispatcher(courier: Courier | None) -> Dispatcher:
    from marketplace.schedule import SCHEDULE
    from marketplace.subscriptions import SUBSCRIPTIONS

    jobs = {job.name: job for following in SUBSCRIPTIONS.values() for job in following}
    jobs |= {row.job.name: row.job for row in SCHEDULE}
    chosen = courier or RqCourier(settings(QueueSettings).redis_url.get_secret_value())
    return Dispatcher(subscriptions=SUBSCRIPTIONS, jobs=jobs, courier=chosen)


def _load(path: str) -> Any:
    module, name = path.split(":")
    return getattr(importlib.import_module(module), name)
