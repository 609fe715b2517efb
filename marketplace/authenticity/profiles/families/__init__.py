"""One file for each family of signs."""
