"""The engine: the creators who pass a brief's hard filters and lie nearest to it, among a million and more."""
