"""Taking payments and paying people."""
