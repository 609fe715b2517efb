"""Who creators are: joining, channels and the proof that they are theirs, figures, posts, rate cards; the importer.

Does not own accounts (only whom a creator's account acts as), how creators are ranked, or money.
"""
