"""How real a creator's audience and content are: signals, evidence against peers, and the probability that follows.

Owns the readings. Does not own figures and posts, and never decides about a person: it shows what it saw.
"""
