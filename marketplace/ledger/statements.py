"""The statements that write a journal: plain, since the book is written far more often than it is read back."""

from __future__ import annotations

import sqlalchemy as sa

from marketplace.ledger.models import Journal

BEGIN = sa.text("""
    INSERT INTO ledger_journals (id, kind, key, currency, reverses_id, fingerprint, made_at)
    VALUES (:id, :kind, :key, :currency, :reverses_id, :fingerprint, :made_at)
    ON CONFLICT (key) DO NOTHING RETURNING id""")
"""Gives no row when the key is taken; waits for whoever is taking it."""

FIND_ACCOUNTS = sa.text("SELECT code, id FROM ledger_accounts WHERE code = ANY(:codes) AND currency = :currency")

WRITE_LINE = sa.text("""
    INSERT INTO ledger_entries (journal_id, account_id, amount_minor)
    VALUES (:journal_id, :account_id, :amount_minor)""")

POST = sa.select(Journal).from_statement(
    sa.text("UPDATE ledger_journals SET posted_at = :posted_at WHERE id = :id RETURNING *")
)
"""Moves the balances too: the guards of the database do."""
