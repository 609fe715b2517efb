"""Who is seen: what a place on a list is worth, the floor for small creators, places for newcomers; pure rules."""
