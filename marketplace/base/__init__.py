"""Small pure ideas that every package uses: clock, ids, money, actor, errors, facts, lifecycle, paging.

Imports nothing of ours.
"""
