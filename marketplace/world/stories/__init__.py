"""The stories of the small world, split by what they show."""
