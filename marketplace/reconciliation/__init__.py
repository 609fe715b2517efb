"""Whether Stripe and our book say the same: matching, open items, and the corrections two people agree on.

Reads what lower packages booked and what Stripe keeps of its balance. Corrects nothing by itself.
"""
