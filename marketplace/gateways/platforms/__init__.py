"""Posts and accounts on social platforms, read through a partner interface."""
