"""Files to keep have names that every system takes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask

from marketplace.papers.paper import Paper
from marketplace.web.downloads import pdf_download


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("Invoice MW-1", "filename=Invoice-MW-1.pdf"),
        ("发票 MW-1", "filename=MW-1.pdf; filename*=UTF-8''%E5%8F%91%E7%A5%A8-MW-1.pdf"),
        ("发票", "filename=meadow.pdf; filename*=UTF-8''%E5%8F%91%E7%A5%A8.pdf"),
        ('a"\r\nSet-Cookie: b=1;/../c', "filename=a-Set-Cookie-b-1-..-c.pdf"),
        ("\u202e…/", "filename=meadow.pdf"),
        ("x" * 5_000, f"filename={'x' * 120}.pdf"),
    ],
)
def test_a_paper_is_named_by_its_title(app: Flask, title: str, named: str) -> None:
    with app.test_request_context("/"):
        answer = pdf_download(Paper(title=title, made_at=datetime(2026, 12, 1, tzinfo=UTC)))
    assert answer.headers["Content-Disposition"] == f"attachment; {named}"
    assert answer.data.startswith(b"%PDF-")
