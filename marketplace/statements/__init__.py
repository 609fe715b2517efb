"""Statements of account: a month or a year of what somebody has with us, from the ledger's entries alone."""
