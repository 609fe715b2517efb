"""Errands to Stripe, in three steps: claim in a transaction, call outside of any, record in a transaction.

Pages and jobs run them; each bears being run again at any point.
"""
