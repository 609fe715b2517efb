"""The work itself: versions of a draft, what the check found in them, the brand's review, and the post once public."""
