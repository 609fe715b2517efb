"""Dated reference rates, by which a sum over several currencies is shown.

They are for reading alone: nothing is booked, paid or billed by them, and no package that does so can import them.
"""
