"""Small local programs that speak the protocols of services outside: they import nothing of the marketplace."""
