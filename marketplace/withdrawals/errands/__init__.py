"""Errands to Stripe for our own money: claim, call, record."""
