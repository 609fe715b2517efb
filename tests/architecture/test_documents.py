"""What the documents name is there."""

from __future__ import annotations

import hashlib
import json
import re

import pytest

from marketplace import settings as settings_file
from marketplace.cli import COMMANDS
from marketplace.settings import ROOT
from tests.architecture.source import subclasses

DOCUMENTS = sorted(
    [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")] + list((ROOT / "docs").rglob("*.md"))
)
DECISIONS = sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))
NOT_HERE = {".venv", ".env", ".meadow"}
"""What a checkout has only after it was set up."""

SET_BY_OTHERS = {"LOG_LEVEL", "MEADOW_HOME"}
"""Names in `.env.example` that are read outside of the typed settings."""


def of_ours(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("document", DOCUMENTS, ids=of_ours)
def test_every_file_a_document_names_is_there(document):
    text = document.read_text(encoding="utf-8")
    named = set(re.findall(r"`([\w.-]+/[\w./-]*|[\w-]+\.(?:py|md|toml|yaml|sql))`", text))
    missing = {
        name
        for name in named
        if name.partition("/")[0] not in NOT_HERE
        and not name.startswith("<")
        and not any(
            (base / name).exists()
            for base in (ROOT, document.parent, ROOT / "marketplace", ROOT / "marketplace/gateways")
        )
        and not _is_a_room(name)
    }
    assert missing == set()


def _is_a_room(name: str) -> bool:
    """`states.py` and its like stand in many packages."""
    return "/" not in name and any((ROOT / "marketplace").glob(f"*/{name}"))


@pytest.mark.parametrize("document", DOCUMENTS, ids=of_ours)
def test_every_link_of_a_document_leads_somewhere(document):
    links = re.findall(r"\]\(([^)#\s]+)", document.read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=of_ours)
def test_every_command_a_document_names_is_there(document):
    named = set(re.findall(r"`?\bmarketplace ([a-z]+)[ `]", _code_of(document.read_text(encoding="utf-8"))))
    assert named - set(COMMANDS) == set()


def _code_of(text: str) -> str:
    return "\n".join(re.findall(r"`[^`\n]+`", text) + re.findall(r"```sh\n(.*?)```", text, re.DOTALL))


def test_the_example_names_every_setting_and_no_other():
    fields = {name.upper() for group in subclasses(settings_file._Group) for name in group.model_fields}
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    named = set(re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE))
    assert named == fields | SET_BY_OTHERS


def test_the_example_says_the_defaults_that_hold():
    defaults = {
        name.upper(): field.default
        for group in subclasses(settings_file._Group)
        for name, field in group.model_fields.items()
        if not field.is_required()
    }
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    said = dict(re.findall(r"^#([A-Z_]+)=(.*)$", example, re.MULTILINE))
    shown = {name: _as_written(default) for name, default in defaults.items() if name in said}
    assert {name: value for name, value in said.items() if name in defaults} == shown


def _as_written(default: object) -> str:
    if isinstance(default, dict):
        return json.dumps({str(key): value for key, value in default.items()})
    return "" if default is None else str(default).lower() if isinstance(default, bool) else str(default)


def test_the_licence_is_the_official_text():
    """Version 3 of the GNU Affero General Public License, to the letter."""
    official = "0d96a4ff68ad6d4b6f1f30f713b18d5184912ba8dd389f86aa7710db079abcb0"
    assert hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest() == official


def test_decisions_are_numbered_without_a_gap():
    assert [path.name[:4] for path in DECISIONS] == [f"{number:04}" for number in range(1, len(DECISIONS) + 1)]


@pytest.mark.parametrize("decision", DECISIONS, ids=of_ours)
def test_a_decision_says_why_what_else_and_what_holds_it(decision):
    text = decision.read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == [
        "Context",
        "Decision",
        "What else was possible",
        "What holds it",
    ]
    assert len(text.splitlines()) <= 80, "one page"


def test_every_decision_is_in_the_list():
    listed = re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", (ROOT / "docs/decisions/README.md").read_text(encoding="utf-8"))
    assert listed == [path.name for path in DECISIONS]
