"""Errands to Stripe for the comparison: what is read there is kept here before anything is compared."""
