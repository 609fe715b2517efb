"""JSON lines from strangers: read one by one, and what is wrong with one is said with its number and field."""
