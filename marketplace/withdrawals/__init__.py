"""Our own money: what of the balance at Stripe is ours, and its way to our bank account.

Owns withdrawals and their calls. Money of brands and creators is not here, nor what they are owed.
"""
