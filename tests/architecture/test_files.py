"""What no file of the repository may be or say."""

import ast
import re

import pytest

from marketplace.settings import ROOT
from tests.architecture.source import domain_packages, files, trees

LONGEST = 300

LONGER: dict[str, str] = {}
"""A Python file that is longer -> the decision that says why."""

HOMELESS = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "service", "services_base"}

NOT_OURS = {"package-lock.json", "LICENSE"}
"""Files whose words are others'."""

BANNED = {
    "a legal term: say hold": r"[e]scrow",
    "a path of one machine": r"(?<![\w.~$}>])/(?:work|Users|home)/(?!\w*(?:desk|landing|moves)\b)\w",
    "a path of one machine, beside the checkout": r"\.\./[s]hared\b",
    "a registry's host": r"\b(?:[p]ypi\.org|[f]iles\.pythonhosted|[r]egistry\.npm|[m]irrors?\.\w+\.(?:com|cn|edu))\b",
    "how a text was typed": r"(?i)\b(?:[c]laude|[a]nthropic|[c]hat-?gpt|[o]pen-?ai|[c]opilot|[s]ub-?agents?)\b",
}


def test_no_python_file_is_longer_than_a_person_reads():
    lengths = {path.relative_to(ROOT): len(path.read_bytes().splitlines()) for path in files(".py")}
    assert {str(path) for path, lines in lengths.items() if lines > LONGEST} == set(LONGER)


def test_every_concept_has_a_name():
    assert [str(path.relative_to(ROOT)) for path in files(".py") if path.stem in HOMELESS] == []


@pytest.mark.parametrize("why", BANNED)
def test_the_repository_speaks_of_the_product_alone(why):
    pattern = re.compile(BANNED[why])
    found = []
    for path in files():
        if path.name in NOT_OURS or path.suffix in {".svg", ".woff2", ".png", ".jpg", ".ico", ".gz"}:
            continue
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        found += [
            f"{path.relative_to(ROOT)}:{number}: {hit[0]}"
            for number, line in enumerate(lines, 1)
            for hit in pattern.finditer(line)
        ]
    assert found == []


def test_a_package_says_what_it_owns_and_holds_no_code():
    talkative = {}
    for name in domain_packages():
        body = trees()[f"marketplace/{name}/__init__.py"].body
        if not (len(body) == 1 and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)):
            talkative[name] = len(body)
    assert talkative == {}


def test_errors_know_no_status_codes():
    """A refusal says what is wrong; which status that is stands in `marketplace/web/errors.py`."""
    numbers = {
        path: {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and type(node.value) is int}
        for path, tree in trees().items()
        if path.endswith("/errors.py") and "/web/" not in path and "/gateways/" not in path
    }
    assert {path: found & set(range(400, 600)) for path, found in numbers.items() if found & set(range(400, 600))} == {}


def test_time_chance_and_identity_enter_at_their_doors():
    """What the linter bans by name, for the ways around it."""
    doors = {"marketplace/base/clock.py", "marketplace/base/ids.py"}
    around = {"today", "utcnow", "uuid4", "uuid1"}
    found = {
        path
        for path, tree in trees().items()
        if not path.startswith("marketplace/local/")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in around
    }
    assert found - doors == set()
