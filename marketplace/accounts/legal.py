"""The documents that people accept, and the version in force (a date; raise it when the text changes)."""

from __future__ import annotations

from enum import StrEnum

from marketplace.base.text import N_


class Document(StrEnum):
    """A text that people agree to."""

    TERMS = "terms"
    PRIVACY = "privacy"


IN_FORCE: dict[Document, str] = {
    Document.TERMS: "2026-11-01",
    Document.PRIVACY: "2026-11-01",
}

LABELS: dict[Document, str] = {
    Document.TERMS: N_("Terms of use"),
    Document.PRIVACY: N_("Privacy notice"),
}
