"""Meadow (青野): an open, self-hosted marketplace for creators and brands."""
