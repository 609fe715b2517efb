"""What every command that takes a seed says of it."""

SAME_SEED = "The same seed makes the same again."
