"""Table: who looks at which page. Every page of the site is in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from marketplace.base.clock import system_clock

THIS_MONTH = f"{system_clock():%Y-%m}"


@dataclass(frozen=True)
class Visit:
    """One person on one page: `values` are the parts of its address (names of rows of the world, or as they are)."""

    who: str
    endpoint: str
    values: Mapping[str, str]
    status: int = 200
    form: Mapping[str, str] | None = None


def _visits(who: str, *rows: tuple[str, dict[str, str]] | str) -> list[Visit]:
    return [Visit(who, row, {}) if isinstance(row, str) else Visit(who, row[0], row[1]) for row in rows]


def _orders(row: str, *readers: str) -> list[Visit]:
    return [Visit(who, "orders.show", {"order_id": row}) for who in readers]


PAGES: tuple[Visit, ...] = (
    *_visits(
        "visitor",
        "home.landing",
        "ledger.open_books",
        "accounts.sign_in",
        "accounts.join",
        "accounts.join_brand",
        "creators.join",
        "accounts.check_mail",
        "accounts.forgot",
        ("accounts.legal", {"name": "terms"}),
        ("accounts.legal", {"name": "privacy"}),
        ("accounts.invitation", {"token": "invitation"}),
        ("accounts.confirm", {"token": "confirmation"}),
        ("accounts.reset", {"token": "reset"}),
    ),
    Visit("visitor", "accounts.reset", {"token": "dead"}, status=422),
    Visit("visitor", "accounts.invitation", {"token": "dead"}, status=422),
    Visit("visitor", "", {"path": "/nowhere"}, status=404),
    Visit("visitor", "accounts.join_brand", {}, status=422, form={"email": "no"}),
    Visit("visitor", "creators.join", {}, status=422, form={"email": "no"}),
    Visit("visitor", "accounts.sign_in", {}, status=422, form={"email": "a@example.com", "password": "wrong words"}),
    Visit("newcomer", "accounts.set_up", {}),
    Visit("half_ines", "accounts.sign_in_code", {}),
    *_visits(
        "nordlys", "home.desk", "accounts.brand", "briefs.index", "wallets.show", "orders.index", "ledger.brand_entries"
    ),
    *_visits(
        "acme",
        "home.desk",
        "briefs.index",
        "briefs.new",
        ("briefs.show", {"brief_id": "brief"}),
        ("briefs.show", {"brief_id": "draft_brief"}),
        ("briefs.show", {"brief_id": "waiting_brief"}),
        ("briefs.show", {"brief_id": "returned_brief"}),
        ("briefs.show", {"brief_id": "approved_brief"}),
        ("briefs.edit", {"brief_id": "draft_brief"}),
        ("briefs.funding", {"brief_id": "approved_brief"}),
        ("matching.matches", {"brief_id": "brief"}),
        ("matching.matches", {"brief_id": "open_brief"}),
        ("matching.applicants", {"brief_id": "brief"}),
        ("creators.show", {"creator_id": "creator"}),
        ("orders.offer", {"application_id": "shortlisted"}),
        "orders.index",
        "wallets.show",
        ("wallets.top_up_done", {"top_up_id": "top_up"}),
        ("wallets.refund", {"refund_id": "refund"}),
        "invoices.own",
        ("invoices.show", {"invoice_id": "invoice"}),
        "invoices.billing",
        "fapiao.index",
        ("fapiao.show", {"fapiao_id": "issued_fapiao"}),
        ("wallets.auto", {"currency": "USD"}),
        ("wallets.auto", {"currency": "EUR"}),
        "ledger.brand_entries",
        ("ledger.brand_entries", {"month": THIS_MONTH}),
        ("statements.brand_year", {"year": THIS_MONTH[:4]}),
        "accounts.brand",
        "accounts.members",
        "accounts.account",
        "notifications.index",
    ),
    Visit("acme", "briefs.new", {}, status=422, form={"title": ""}),
    Visit("acme", "briefs.review", {"brief_id": "brief"}, status=404),
    *_visits(
        "maya",
        "home.desk",
        "creators.me",
        "creators.edit_profile",
        "creators.channels",
        "creators.rates",
        "matching.board",
        ("matching.brief", {"brief_id": "brief"}),
        ("matching.brief", {"brief_id": "open_brief"}),
        "matching.applications",
        "orders.index",
        "payouts.earnings",
        "ledger.creator_entries",
        "accounts.account",
        "notifications.index",
    ),
    *_visits("hugo", "fapiao.index", ("fapiao.new", {"invoice": "free_invoice"})),
    *_visits("gina", "fapiao.index", ("fapiao.show", {"fapiao_id": "asked_fapiao"})),
    *_visits("gina", "home.desk", "payouts.earnings", ("payouts.earnings_statement", {"payout_id": "sent_payout"})),
    *_visits("gina", ("ledger.creator_entries", {"month": THIS_MONTH})),
    *_visits("gina", ("statements.creator_year", {"year": THIS_MONTH[:4]})),
    *_visits("lin", "payouts.earnings", "payouts.bank_account"),
    *_visits("kofi", "creators.me", "matching.applications", "payouts.earnings", "taxes.tax_details", "orders.index"),
    *_orders("failed_order", "maya", "acme"),
    *_orders("offered_order", "bo", "acme"),
    *_orders("review_order", "cleo", "acme"),
    *_orders("changes_order", "dara", "acme"),
    *_orders("unsure_order", "emre", "acme"),
    *_orders("cancelling_order", "finn", "acme", "ines"),
    *_orders("iris_order", "iris", "acme"),
    *_orders("gina_order", "gina", "acme", "ines"),
    *_visits(
        "ines",
        "home.desk",
        "console.queue",
        "console.health",
        "accounts.staff_brands",
        ("accounts.staff_brand", {"brand_id": "waiting_brand"}),
        ("briefs.review", {"brief_id": "waiting_brief"}),
        "drafts.queue",
        ("drafts.judge", {"draft_id": "unsure_draft"}),
        ("creators.show", {"creator_id": "creator"}),
        "payouts.console",
        ("payouts.console", {"state": "sent"}),
        ("payouts.console", {"state": "all", "q": "Mona", "rail": "stripe", "late": "1", "sort": "-amount"}),
        "payouts.holds",
        "invoices.index",
        "fapiao.queue",
        ("fapiao.queue", {"state": "all"}),
        ("fapiao.look", {"fapiao_id": "asked_fapiao"}),
        ("fapiao.look", {"fapiao_id": "issued_fapiao"}),
        ("payouts.payout", {"payout_id": "queued_payout"}),
        ("payouts.payout", {"payout_id": "sent_payout"}),
        ("payouts.payout", {"payout_id": "blocked_payout"}),
        "payouts.bank_files",
        ("payouts.bank_file", {"bank_file_id": "made_file"}),
        ("payouts.bank_file", {"bank_file_id": "handed_over_file"}),
        ("payouts.batch", {"batch_id": "done_batch"}),
        ("payouts.batch", {"batch_id": "open_batch"}),
        "wallets.chargebacks",
        ("wallets.chargeback", {"chargeback_id": "chargeback"}),
        ("wallets.chargeback", {"chargeback_id": "lost_chargeback"}),
        "rates.index",
        "withdrawals.index",
        ("withdrawals.show", {"withdrawal_id": "sent_withdrawal"}),
        ("withdrawals.show", {"withdrawal_id": "proposed_withdrawal"}),
        "reconciliation.index",
        ("reconciliation.index", {"state": "all"}),
        ("reconciliation.item", {"item_id": "open_item"}),
        "reconciliation.entries",
        ("reconciliation.entries", {"account": "psp:dispute_hold", "state": "entry_matched"}),
        ("reconciliation.change", {"change_id": "txn_unknown"}),
        "ledger.index",
        ("ledger.accounts", {"family": "wallet:brand"}),
        ("ledger.account", {"account_id": "account"}),
        "ledger.journals",
        ("ledger.journal", {"journal_id": "journal"}),
        "ledger.invariants_page",
        "notifications.index",
        "accounts.account",
    ),
    Visit("ines", "payouts.preview_batch", {}, form={"all": "1"}),
    Visit("ines", "payouts.bulk", {"verb": "hold"}, form={"all": "1", "state": "all"}),
    Visit("ines", "payouts.bulk", {"verb": "aside"}, form={"all": "1", "state": "sent", "seen": "1", "confirmed": "1"}),
)

NO_PAGES = {
    "rates.choose": "leads back",
    "ledger.brand_entries_csv": "a file",
    "ledger.creator_entries_csv": "a file",
    "ledger.brand_statement_csv": "a file",
    "ledger.creator_statement_csv": "a file",
    "reconciliation.export": "a file",
    "reconciliation.entries_csv": "a file",
    "payouts.export": "a file",
    "invoices.export": "a file",
    "fapiao.paper": "a file",
    "invoices.lines_csv": "a file",
    "invoices.show_pdf": "a file",
    "payouts.earnings_statement_pdf": "a file",
    "statements.brand_month_pdf": "a file",
    "statements.creator_month_pdf": "a file",
    "statements.brand_year_csv": "a file",
    "statements.creator_year_csv": "a file",
    "statements.brand_year_pdf": "a file",
    "statements.creator_year_pdf": "a file",
    "payouts.bank_file_content": "a file",
    "payouts.bank_proof": "a file",
    "ledger.open_books_json": "answers machines",
    "ledger.open_books_day": "a file",
    "health.alive": "answers machines",
    "health.ready": "answers machines",
    "asked_by_browsers.favicon": "a picture",
    "asked_by_browsers.robots": "answers crawlers",
    "preferences.language": "leads back",
    "payouts.onboarded": "leads on",
    "payouts.onboarding_again": "leads on",
    "wallets.method_saved": "leads back",
    "static": "files",
}
"""What can be fetched and is not a page, with the reason."""
