"""How fast the matching engine is at a size, beside others and beside what the machine's memory allows."""
