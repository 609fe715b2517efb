"""Creators who work together to look liked: what ties them, which dense groups there are, what speaks against one."""
