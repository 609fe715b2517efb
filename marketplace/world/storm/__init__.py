"""Money in a storm: the real code on a real database and a real processor, while everything that can break breaks.

Processes die before and after every commit, calls are lost on the way there or back, answers lie, messages come late,
twice, out of order or never. Afterwards the weather is fine, and what creators have is compared with what they earned.
"""
