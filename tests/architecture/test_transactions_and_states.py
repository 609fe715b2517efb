"""Where a transaction may end, and how a state may change."""

import ast

import pytest

from tests.architecture.source import calls_of, trees

UNIT = "marketplace/work/unit.py"
MOVES = "marketplace/work/moves.py"

HAND_WRITTEN_STATES = {
    "marketplace/work/deliveries.py": "a delivery is the machinery's own row, kept by leases and not by a lifecycle",
    "marketplace/work/outbox.py": "the same",
}


def test_only_the_unit_of_work_commits():
    assert calls_of("commit") == {UNIT}


def test_a_transaction_begins_nowhere_else():
    session_begins = {
        path
        for path, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "begin"
        and not any(word.arg == "at" for word in node.keywords)  # `row.begin(at=…)` starts a lifecycle
    }
    assert session_begins == {UNIT}


def test_a_state_is_set_only_by_a_move():
    setters = {path for path, tree in trees().items() for node in ast.walk(tree) if _sets_a_state(node)}
    assert setters - set(HAND_WRITTEN_STATES) == {MOVES}


def _sets_a_state(node: ast.AST) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AugAssign) else []
    named = (name for target in targets for name in ast.walk(target))
    if any(isinstance(name, ast.Attribute) and name.attr == "state" for name in named):
        return True
    # …nor by an UPDATE past the table of the lifecycle.
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "values"
        and isinstance(node.func.value, ast.Call)
        and _reads(node.func.value, "update")
        and any(word.arg == "state" for word in node.keywords)
    )


def _reads(call: ast.Call, name: str) -> bool:
    return any(isinstance(node, (ast.Name, ast.Attribute)) and _name(node) == name for node in ast.walk(call))


def _name(node: ast.Name | ast.Attribute) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr


def test_a_page_that_writes_without_committing_fails_its_test(app, client, session, monkeypatch):
    from marketplace.accounts.models import Brand
    from marketplace.database import db
    from marketplace.web.doors import open_to_all
    from tests.uncommitted import UncommittedWrites

    @open_to_all
    def forgetful() -> str:
        brand = Brand(name="Acme", country="US", created_at=clock_of(session))
        db.session.add(brand)
        brand.begin(at=clock_of(session))
        db.session.flush()
        return "saved, it says"

    monkeypatch.setitem(app.view_functions, "health.alive", forgetful)
    with pytest.raises(UncommittedWrites, match="/healthz"):
        client.get("/healthz")


def clock_of(session):
    from marketplace.work.instants import instant_of

    return instant_of(session)
