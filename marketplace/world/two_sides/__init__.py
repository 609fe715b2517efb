"""Stripe's balance transactions and our journals as a month writes them, with mistakes put in on purpose.

Knows nothing of how they are compared: it writes both sides of what happened and remembers where it lied.
"""
