"""The pages of the book: for finance staff, for whoever has accounts in it, and for everybody."""

from marketplace.ledger.views import open_books, own_books, staff
from marketplace.ledger.views.blueprint import ledger

__all__ = ["ledger", "open_books", "own_books", "staff"]
