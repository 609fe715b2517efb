"""Whether a comment is there to be read or to lead away: what it says, and how often the same is said elsewhere."""
