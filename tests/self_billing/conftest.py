"""The same people and books as for payouts."""

from tests.payouts.conftest import cast, everything_adds_up

__all__ = ["cast", "everything_adds_up"]
