"""What a page may ask of the check while somebody types: a look, to put the caption right, or to take that back."""

from __future__ import annotations

from collections.abc import Callable

from flask import request

from marketplace.drafts.forms import TYPED, WordsForm
from marketplace.drafts.looking import Look


def read_along(form: WordsForm, look: Callable[[], Look | None]) -> tuple[Look | None, dict[str, str] | None]:
    """What the check says of the form's words, and what stood in the fields before a fix went in.

    `look` checks the form as it is then; it gives nothing when there is nothing to check.
    """
    wish, found = request.form.get("look"), look()
    if wish == "fix" and found is not None and found.report.fixed is not None:
        before = form.typed
        form.take_over(found.report.fixed)
        return look(), before
    if wish == "undo":
        form.take_back({name: request.form.get(f"before_{name}", "") for name in TYPED})
        return look(), None
    return found, None


def changed_part() -> str:
    """The block of the page that the wish changes: the fields too, or only what is said of them."""
    return "editor" if request.form.get("look") in ("fix", "undo") else "look"
