"""Money on its way to creators: settlement, fees, tax, earnings, payouts, batches, and what Stripe tells us.

Knows what is paid for only as (kind, id): orders, briefs and sales stand above it.
"""
