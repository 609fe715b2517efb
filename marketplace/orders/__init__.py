"""One creator's booked work for one brief: the lifecycle, the frozen terms, the clocks.

Owns who may do what and when, and what silence means. The work itself (drafts, posts) belongs to `drafts`.
"""
