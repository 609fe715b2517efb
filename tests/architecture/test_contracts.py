"""The contracts of `.importlinter` are kept, and name every package there is."""

import ast
import configparser
import subprocess
import sys
from pathlib import Path

import pytest

from marketplace.app import PACKAGES
from marketplace.settings import ROOT
from tests.architecture.source import ROOMS, domain_packages, trees

SHELLS = {"console", "home", "world"}
"""Packages that are pages or programs alone: they stand above the domain."""

WITHOUT_JOBS_OF_ITS_OWN = {
    path.parent.name for path in (ROOT / "marketplace").glob("*/__init__.py") if not list(path.parent.glob("jobs*"))
}

ROOMS_OF_ANOTHER_NAME = {
    "accounts/signing_in.py": "wires Flask-Login to our people",
    "accounts/own_code.py": "a form, and the piece of work that counts its tries",
    "authenticity/catching_up.py": "does in pieces what a job and a command both want done",
    "matching/catching_up.py": "the same",
    "matching/index/commands.py": "commands",
    "matching/index/keeping.py": "an index is built and followed in many units of work",
    "matching/index/pgvector.py": "asks a table of its own",
    "matching/index/place.py": "a query: which index belongs to the database of the moment",
    "matching/index/sourcing.py": "a query: what an index is made of",
    "briefs/fields.py": "the fields of a large form",
    "creators/importer.py": "an import is many units of work",
    "ledger/benching.py": "measures what the book takes in a second",
    "ledger/books.py": "a query: what a brand or a creator sees of the book",
    "ledger/months.py": "a query: what a month did to somebody's accounts",
    "ledger/exporting.py": "a query: the whole book",
    "ledger/roots.py": "a query: what stands for everything booked until a day",
    "ledger/invariants.py": "asks the rows themselves",
    "ledger/statements.py": "the SQL that writes a journal",
    "payouts/invariants.py": "the same",
    "payouts/exports.py": "writes payouts as tables",
    "drafts/invariants.py": "the same",
    "drafts/errands/": "claim, call, record: the network between two units of work",
    "invoices/fees.py": "a query: the fees of a month as the book has them",
    "wallets/invariants.py": "the same",
    "notifications/addressing.py": "a query: who is told of a fact",
    "withdrawals/invariants.py": "asks the rows themselves",
    "withdrawals/errands/": "claim, call, record: the network between two units of work",
    "wallets/errands/": "claim, call, record: the network between two units of work",
    "payouts/errands/": "claim, call, record: the network between two units of work",
    "reconciliation/errands/": "the same",
    "payouts/previews.py": "a query: what a batch would be made of",
    "payouts/statements.py": "a query: what a payout was made of",
    "self_billing/supplies.py": "a query: what a payout was for, by brand",
}
"""Files of a package that are no rule files, though their name is not a room's -> what they are."""


def contract(name: str) -> configparser.SectionProxy:
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter")
    return parser[f"importlinter:contract:{name}"]


def lines(section: configparser.SectionProxy, name: str) -> set[str]:
    return {line.strip() for line in section[name].splitlines() if line.strip()}


def test_every_contract_is_kept():
    program = Path(sys.executable).with_name("lint-imports")
    checked = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize(("name", "list_"), [("rooms", "containers"), ("domain", "source_modules")])
def test_every_package_of_the_domain_is_named(name, list_):
    """A contract that does not name a package says nothing about it."""
    assert lines(contract(name), list_) == {f"marketplace.{package}" for package in set(domain_packages()) - SHELLS}


def test_every_room_of_jobs_is_entered_only_from_the_tables():
    named = {line for line in lines(contract("entrances"), "protected_modules") if line.endswith(".jobs")}
    assert named == {f"marketplace.{package}.jobs" for package in set(domain_packages()) - WITHOUT_JOBS_OF_ITS_OWN}


def test_the_application_knows_every_package_with_a_table():
    with_tables = {name for name in domain_packages() if list((ROOT / "marketplace" / name).glob("models*"))}
    assert with_tables <= set(PACKAGES)


def test_a_rule_file_knows_values_only():
    """Pure functions and tables: no session, no models, no clock of a piece of work, no page."""
    found = {}
    for path, tree in trees().items():
        package, _, file = path.removeprefix("marketplace/").partition("/")
        if package not in set(domain_packages()) - SHELLS or file.partition("/")[0].removesuffix(".py") in ROOMS:
            continue
        if any(f"{package}/{file}".startswith(room) for room in ROOMS_OF_ANOTHER_NAME):
            continue
        imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
        imported |= {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
        known = {name for name in imported if _is_no_value(name)}
        if known:
            found[path] = known
    assert found == {}


def _is_no_value(module: str) -> bool:
    outside = module.split(".")[0] in {"sqlalchemy", "flask", "flask_babel", "flask_login", "rq", "httpx"}
    inside = module.startswith(("marketplace.database", "marketplace.work.unit", "marketplace.web"))
    return outside or inside or module.endswith((".models", ".actions")) or ".actions." in module
