"""Which words the law wants in a post, and whether a draft has them.

Owns the packs (rules of law as data), reading a caption, the verdicts with their findings, the fixes and the
requirements that go into a brief and an order's terms. Does not know the web, the database, settings or who is asking.
"""
