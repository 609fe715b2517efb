"""Every lifecycle has words for its states, tones that exist, and a diagram that says what the table says."""

import sys

import pytest

from tests.architecture.diagrams import DOCUMENT, document, things_that_live

TONES = {"neutral", "info", "success", "warning", "danger"}

KINDS = things_that_live()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_state_has_a_label(kind):
    states = set(kind.LIFECYCLE.states)
    labels = _table(kind, "LABELS")
    assert {state.name for state in states if not labels.get(state, "").strip()} == set()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_tone_is_one_the_badges_know(kind):
    assert set(_table(kind, "TONES").values()) <= TONES


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_two_states_never_read_the_same(kind):
    words = [_table(kind, "LABELS").get(state) for state in kind.LIFECYCLE.states]
    assert len(set(words)) == len(words)


def test_the_diagrams_in_the_documents_are_what_the_tables_say():
    assert DOCUMENT.exists(), "run: python -m tests.architecture.diagrams"
    assert DOCUMENT.read_text(encoding="utf-8") == document(), "run: python -m tests.architecture.diagrams"


def _table(kind, name):
    return getattr(sys.modules[type(kind.LIFECYCLE.start).__module__], name, {})
