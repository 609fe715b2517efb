"""Whoever signs something shows that it is them, right now."""

from __future__ import annotations

from marketplace.accounts.actions.signing_in import check_own_code
from marketplace.accounts.forms import CodeForm
from marketplace.base.actor import Actor
from marketplace.work.unit import unit_of_work


def own_code_holds(actor: Actor, form: CodeForm) -> bool:
    """Whether a form carries a fresh code of whoever fills it in; else the form says what is wrong."""
    if not form.validate():
        return False
    # A wrong code has to be counted whatever becomes of the rest: a piece of work of its own.
    with unit_of_work(actor) as work:
        refused = check_own_code(work, code=str(form.code.data))
    if refused is not None:
        form.refuse(refused, "code")
    return refused is None
