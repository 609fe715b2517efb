"""The same script from many mouths: like texts and like pictures, found among all of them, and who posted them.

Owns features, signatures and clusters. Does not know drafts, orders or posts: whoever has a text hands it over with its
author, and is told with whose it goes together.
"""
