"""What brands pay in and set aside: wallets, top-ups, and the holds of briefs and orders.

Knows what money is held for only as an id: briefs and orders stand above it.
"""
