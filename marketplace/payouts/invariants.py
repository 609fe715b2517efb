"""What is always true of the money on its way, asked of the rows themselves."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.errors import Unavailable
from marketplace.base.text import N_
from marketplace.gateways.current import payments
from marketplace.ledger import chart
from marketplace.ledger.queries import amounts_of
from marketplace.work.invariants import Invariants

_NONE_LIKE: Mapping[str, str] = {
    # What came into a hold went to the creator, to fees or back to the brief, or was lost in a dispute; what was given
    # back came from those who had it.
    "every_order_adds_up": """
        SELECT FROM ledger_entries h JOIN ledger_accounts ha ON ha.id = h.account_id AND ha.code LIKE 'held:order:%'
        JOIN ledger_journals j ON j.id = h.journal_id AND j.kind <> 'dispute_lost'
        JOIN ledger_entries e ON e.journal_id = j.id JOIN ledger_accounts a ON a.id = e.account_id
        WHERE a.code !~ '^(held:order|held:brief|creator:pending):|^fee:(brand|creator|cancellation)$'
        AND NOT (j.kind = 'clawed_back' AND a.code ~ '^(creator:available|recv:creator):')""",
    # A budget came from a wallet, or back from a creator; it went to orders, to commissions and their fees, or back.
    "every_brief_adds_up": """
        SELECT FROM ledger_entries h JOIN ledger_accounts ha ON ha.id = h.account_id AND ha.code LIKE 'held:brief:%'
        JOIN ledger_journals j ON j.id = h.journal_id AND j.kind <> 'dispute_lost'
        JOIN ledger_entries e ON e.journal_id = j.id JOIN ledger_accounts a ON a.id = e.account_id
        WHERE a.code !~ '^(held:order|held:brief|wallet:brand|creator:(pending|available|reserved)|recv:creator):'
        AND a.code !~ '^fee:(brand|creator|cancellation)$'""",
    "every_earning_was_booked": """
        SELECT FROM earnings n WHERE n.net_minor IS DISTINCT FROM (
            SELECT -sum(e.amount_minor) FROM ledger_journals j JOIN ledger_entries e ON e.journal_id = j.id
            JOIN ledger_accounts a ON a.id = e.account_id AND a.code = 'creator:pending:' || n.creator_id
            WHERE j.key IN (n.source_kind || ':' || n.source_id || '\\:settled',
                'order:' || n.source_id || '\\:cancelled'))""",
    # Earned − given back − netted = pending + available + reserved + what live payouts took, by creator and currency.
    "every_creator_adds_up": """
        SELECT FROM (SELECT n.creator_id, n.currency, sum(n.net_minor) - sum(coalesce(g.taken, 0)) - sum(
            coalesce(t.netted, 0)) AS earned FROM earnings n
            LEFT JOIN (SELECT earning_id, sum(taken_minor) AS taken FROM give_backs GROUP BY 1) g ON g.earning_id = n.id
            LEFT JOIN (SELECT earning_id, sum(amount_minor) AS netted FROM debt_nettings GROUP BY 1) t
            ON t.earning_id = n.id GROUP BY 1, 2) n
        LEFT JOIN (SELECT a.owner_id, a.currency, -sum(b.amount_minor) AS held FROM ledger_accounts a
            JOIN ledger_balances b ON b.account_id = a.id
            WHERE a.code ~ '^creator:(pending|available|reserved):' GROUP BY 1, 2) l
            ON l.owner_id = n.creator_id AND l.currency = n.currency
        LEFT JOIN (SELECT creator_id, currency, sum(gross_minor) AS taken FROM payouts
            WHERE state <> 'returned' GROUP BY 1, 2) p ON p.creator_id = n.creator_id AND p.currency = n.currency
        WHERE n.earned <> coalesce(l.held, 0) + coalesce(p.taken, 0)""",
    "no_more_goes_back_than_was_paid": """
        SELECT FROM earnings n JOIN give_backs g ON g.earning_id = n.id AND g.state = 'done'
        GROUP BY n.id HAVING sum(g.price_minor) > n.gross_minor OR sum(g.creator_fee_minor) > n.fee_minor
        OR sum(g.taken_minor) > n.net_minor
        OR sum(g.price_minor) = n.gross_minor AND sum(g.creator_fee_minor) <> n.fee_minor
        OR sum(g.brand_fee_minor) > (SELECT coalesce(-sum(e.amount_minor), 0) FROM ledger_journals j
            JOIN ledger_entries e ON e.journal_id = j.id JOIN ledger_accounts a ON a.id = e.account_id
            WHERE j.key = n.source_kind || ':' || n.source_id || '\\:settled' AND a.code = 'fee:brand')""",
    "brands_have_what_was_given_back": """
        SELECT FROM give_backs g WHERE CASE g.state WHEN 'done' THEN g.price_minor + g.brand_fee_minor ELSE 0 END
        <> (SELECT coalesce(-sum(e.amount_minor), 0) FROM ledger_journals j
            JOIN ledger_entries e ON e.journal_id = j.id JOIN ledger_accounts a ON a.id = e.account_id
            WHERE j.key = 'give_back:' || g.id || '\\:released' AND a.code = 'wallet:brand:' || g.brand_id)""",
    # Came to owe − netted − written off = what the book says they owe.
    "what_creators_owe_is_what_is_left_of_their_debts": """
        SELECT FROM (SELECT creator_id, currency, sum(amount) AS said FROM (
            SELECT n.creator_id, g.currency, g.owed_minor AS amount FROM give_backs g
                JOIN earnings n ON n.id = g.earning_id WHERE g.state = 'done'
            UNION ALL SELECT creator_id, currency, -amount_minor FROM debt_nettings
            UNION ALL SELECT creator_id, currency, -amount_minor FROM debt_write_offs WHERE state = 'done') every
            GROUP BY 1, 2) d
        FULL JOIN (SELECT a.owner_id, a.currency, b.amount_minor AS owed FROM ledger_accounts a JOIN ledger_balances b
            ON b.account_id = a.id WHERE a.code LIKE 'recv:creator:%') l
            ON l.owner_id = d.creator_id AND l.currency = d.currency
        WHERE coalesce(d.said, 0) <> coalesce(l.owed, 0)""",
    "whoever_owes_has_nothing_to_be_paid": """
        SELECT FROM ledger_accounts a JOIN ledger_balances b ON b.account_id = a.id AND b.amount_minor <> 0
        JOIN ledger_accounts o ON o.owner_id = a.owner_id AND o.currency = a.currency AND o.code LIKE 'recv:creator:%'
        JOIN ledger_balances d ON d.account_id = o.id AND d.amount_minor > 0 WHERE a.code LIKE 'creator:available:%'""",
    "an_earning_is_in_one_live_payout_at_most": """
        SELECT FROM payout_lines WHERE live GROUP BY earning_id HAVING count(*) > 1""",
    "every_payout_is_the_sum_of_its_earnings": """
        SELECT FROM payouts p LEFT JOIN payout_lines l ON l.payout_id = p.id LEFT JOIN earnings n ON n.id = l.earning_id
        GROUP BY p.id HAVING p.gross_minor IS DISTINCT FROM sum(l.amount_minor)
        OR bool_or(l.live AND l.amount_minor <> n.net_minor
            - (SELECT coalesce(sum(taken_minor), 0) FROM give_backs WHERE earning_id = n.id)
            - (SELECT coalesce(sum(amount_minor), 0) FROM debt_nettings WHERE earning_id = n.id))
        OR bool_or(l.live IS DISTINCT FROM (p.state <> 'returned')) OR bool_or(n.creator_id <> p.creator_id)
        OR bool_or(n.currency <> p.currency)""",
    "a_payout_is_sent_exactly_when_it_has_one_transfer": """
        SELECT FROM payouts p WHERE (p.state = 'sent') IS DISTINCT FROM (p.state <> 'returned'
            AND EXISTS (SELECT FROM ledger_journals j WHERE j.key = 'payout:' || p.id || '\\:sent')
            AND CASE p.rail WHEN 'stripe' THEN p.transfer_id IS NOT NULL ELSE 1 = (SELECT count(*)
                FROM bank_file_rows r WHERE r.payout_id = p.id AND r.result = 'carried_out') END)""",
    "every_bank_file_says_what_its_payouts_are": """
        SELECT FROM bank_files f JOIN bank_file_rows r ON r.file_id = f.id JOIN payouts p ON p.id = r.payout_id
        WHERE r.amount_minor <> p.net_minor OR r.currency <> p.currency OR r.currency <> f.currency
        OR p.rail <> 'bank_file' OR p.batch_id IS DISTINCT FROM f.batch_id
        OR f.state IN ('handed_over', 'carried_out') AND f.handed_over_by_id IS NULL
        OR (f.state = 'handed_over') IS DISTINCT FROM (r.live AND r.result IS NULL AND p.state = 'sending')""",
    "in_transit_is_what_is_on_its_way": """
        SELECT FROM ledger_accounts a JOIN ledger_balances b ON b.account_id = a.id
        FULL JOIN payouts p ON a.code = 'creator:in_transit:' || p.id
        WHERE coalesce(a.code, 'creator:in_transit:') LIKE 'creator:in\\_transit:%'
        AND coalesce(-b.amount_minor, 0) <> CASE WHEN p.state IN ('sent', 'returned') THEN 0
            ELSE coalesce(p.net_minor, 0) END""",
    "tax_withheld_is_what_payouts_say": """
        SELECT FROM (SELECT currency, sum(tax_minor) AS said FROM payouts WHERE state <> 'returned' GROUP BY 1) p
        FULL JOIN (SELECT a.currency, -sum(b.amount_minor) AS kept FROM ledger_accounts a JOIN ledger_balances b
            ON b.account_id = a.id WHERE a.code = 'tax:withheld' GROUP BY 1) l ON l.currency = p.currency
        WHERE coalesce(p.said, 0) <> coalesce(l.kept, 0)""",
    "every_top_up_was_booked_as_paid": """
        SELECT FROM top_ups t WHERE (t.state = 'paid') IS DISTINCT FROM
            EXISTS (SELECT FROM ledger_journals j WHERE j.key = 'top_up:' || t.id)
        OR t.state = 'paid' AND t.paid_minor IS DISTINCT FROM (SELECT sum(e.amount_minor) FROM ledger_journals j
            JOIN ledger_entries e ON e.journal_id = j.id AND e.amount_minor > 0 WHERE j.key = 'top_up:' || t.id)""",
    "nothing_on_hold_goes_on_by_itself": """
        SELECT FROM payouts p JOIN payout_holds h ON h.lifted_at IS NULL AND h.creator_id = p.creator_id
        AND coalesce(h.payout_id, p.id) = p.id WHERE p.state = 'batched'
        OR p.state IN ('signed', 'waiting_funds') AND p.rail = 'stripe' AND p.lease_until IS NULL
        AND NOT EXISTS (SELECT FROM payout_attempts a WHERE a.payout_id = p.id AND a.outcome IS NULL)""",
    "an_earning_on_hold_is_in_no_payout": """
        SELECT FROM earning_holds h JOIN payout_lines l ON l.earning_id = h.earning_id AND l.live
        WHERE h.lifted_at IS NULL""",
    "two_people_stand_behind_every_payout_that_left": """
        SELECT FROM payouts p LEFT JOIN payout_batches b ON b.id = p.batch_id
        WHERE p.state IN ('signed', 'sending', 'sent', 'waiting_funds')
        AND (b.signed_by_id IS NULL OR b.signed_by_id = b.made_by_id)""",
}  # each holds when its query finds no row

PROVIDER = "stripe_has_what_the_ledger_says"


SAYS: Mapping[str, str] = {
    "every_order_adds_up": N_("Every order adds up"),
    "every_brief_adds_up": N_("Every brief adds up"),
    "every_earning_was_booked": N_("Every earning was booked"),
    "every_creator_adds_up": N_("Every creator adds up"),
    "no_more_goes_back_than_was_paid": N_("No more goes back than was paid"),
    "brands_have_what_was_given_back": N_("Brands have what was given back to them"),
    "what_creators_owe_is_what_is_left_of_their_debts": N_("What creators owe is what is left of their debts"),
    "whoever_owes_has_nothing_to_be_paid": N_("Whoever owes has nothing to be paid"),
    "an_earning_is_in_one_live_payout_at_most": N_("An earning is in one live payout at most"),
    "every_payout_is_the_sum_of_its_earnings": N_("Every payout is the sum of its earnings"),
    "a_payout_is_sent_exactly_when_it_has_one_transfer": N_(
        "A payout is sent exactly when it has one transfer, or one line of a bank file"
    ),
    "every_bank_file_says_what_its_payouts_are": N_("Every bank file says what its payouts are"),
    "in_transit_is_what_is_on_its_way": N_("In transit is what is on its way"),
    "tax_withheld_is_what_payouts_say": N_("Tax withheld is what payouts say"),
    "every_top_up_was_booked_as_paid": N_("Every top up was booked as paid"),
    "nothing_on_hold_goes_on_by_itself": N_("Nothing on hold goes on by itself"),
    "an_earning_on_hold_is_in_no_payout": N_("An earning on hold is in no payout"),
    "two_people_stand_behind_every_payout_that_left": N_("Two people stand behind every payout that left"),
    "stripe_has_what_the_ledger_says": N_("Stripe has what the ledger says"),
}
"""The invariants as people read them."""


def verify(session: Session) -> dict[str, bool]:
    """Whether each invariant of wallets, holds, earnings and payouts holds."""
    return {name: not session.scalar(sa.text(f"SELECT EXISTS ({query})")) for name, query in _NONE_LIKE.items()}


def verify_provider(session: Session) -> dict[str, bool]:
    """Whether Stripe has what our account there says; nothing when Stripe cannot be reached.

    Holds only while no message is on its way.
    """
    booked = {currency: amount.minor for currency, amount in amounts_of(session, chart.psp_stripe()).items()}
    session.rollback()  # nothing is held open over the network
    try:
        theirs = {currency: held.total.minor for currency, held in payments().balance().items()}
    except Unavailable:
        return {}
    return {PROVIDER: {k: v for k, v in booked.items() if v} == {k: v for k, v in theirs.items() if v}}


INVARIANTS = Invariants(verify, SAYS, verify_provider)
