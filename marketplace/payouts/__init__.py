"""Money on its way: wallets and top-ups, holds, settlement, fees, tax, earnings, payouts and what Stripe tells us.

Knows what is paid for only as (kind, id): orders, briefs and sales stand above it.
"""
