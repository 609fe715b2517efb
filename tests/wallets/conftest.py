"""The same people, books and payment stand-in as for payouts."""

from tests.payouts.conftest import cast, everything_adds_up, shared_standin, standin

__all__ = ["cast", "everything_adds_up", "shared_standin", "standin"]
