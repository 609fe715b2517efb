"""The double-entry book: accounts, journals, entries and balances, guarded by PostgreSQL itself.

Knows money and the names of accounts. Does not know why money moves: that is said by the packages that post.
"""
