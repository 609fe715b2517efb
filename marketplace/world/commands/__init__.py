"""The `marketplace world`, `simulate` and `bench` commands."""
