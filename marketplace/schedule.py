"""Table: time -> the job it starts. Each is safe to start late, twice, or not at all for a while."""

from marketplace.accounts.jobs import forget_old_tries_and_links
from marketplace.authenticity.jobs import fix_levels, judge_everybody, look_for_rings, read_changed_channels
from marketplace.copies.jobs import catch_up_with_posts
from marketplace.creators.jobs import renew_figures
from marketplace.drafts.jobs import check_evidence, forget_unshown_pictures, look_at_posts, watch_posts
from marketplace.invoices.jobs import issue_invoices
from marketplace.jobs.scheduler import Daily, Every
from marketplace.ledger.jobs import check_books, seal_journals
from marketplace.matching.jobs import embed_changed_creators, expire_undecided_applications, rebuild_index
from marketplace.orders.jobs import run_due_clocks
from marketplace.payouts.jobs import (
    catch_up_with_stripe,
    mature_earnings,
    queue_payouts,
    remind_of_unclaimed,
    take_up_payouts,
)
from marketplace.reconciliation.jobs import compare_last_night
from marketplace.self_billing.jobs import catch_up_with_payouts
from marketplace.wallets.jobs import take_up_refunds, top_up_low_wallets
from marketplace.withdrawals.jobs import ask_about_withdrawals, take_up_withdrawals

SCHEDULE: tuple[Every | Daily, ...] = (
    Every(5, run_due_clocks),
    Every(60, expire_undecided_applications),
    Every(60, read_changed_channels),
    Every(60, embed_changed_creators),
    Every(60, look_at_posts),
    Every(60, watch_posts),
    Every(60, queue_payouts),
    Every(60, seal_journals),
    Every(3600, check_books),
    Every(300, mature_earnings),
    Every(300, take_up_payouts),
    Every(300, take_up_refunds),
    Every(300, take_up_withdrawals),
    Every(60, top_up_low_wallets),
    Daily(2, catch_up_with_stripe),
    Daily(2, ask_about_withdrawals),
    Daily(3, compare_last_night),
    Daily(3, issue_invoices),
    Daily(3, catch_up_with_payouts),
    Daily(3, forget_old_tries_and_links),
    Daily(4, remind_of_unclaimed),
    Daily(4, renew_figures),
    Daily(1, fix_levels),
    Daily(4, judge_everybody),
    Daily(5, look_for_rings),
    Daily(4, rebuild_index),
    Daily(5, forget_unshown_pictures),
    Daily(5, check_evidence),
    Daily(5, catch_up_with_posts),
)
