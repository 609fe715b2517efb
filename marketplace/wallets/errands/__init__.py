"""Errands to Stripe for a wallet: claim in a transaction, call outside of any, record in a transaction."""
