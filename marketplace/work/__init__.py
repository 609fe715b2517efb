"""One piece of work: a transaction, an instant, an actor, the moves it makes and the facts it announces.

Only `unit.py` commits. Facts and the jobs that follow from them are rows of the same transaction.
"""
