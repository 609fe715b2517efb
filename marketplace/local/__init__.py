"""What one machine needs to run Meadow by itself: PostgreSQL, Valkey, the stand-ins and a supervisor over them all.

Owns local processes and their folder. Owns nothing of the marketplace: it uses the standard library alone, so it can
speak clearly before anything else works.
"""
