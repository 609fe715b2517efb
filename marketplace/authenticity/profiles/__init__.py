"""Creators from a file: the signs that figures, posts, comments and followers carry, and what follows from them."""
