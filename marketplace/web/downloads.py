"""Files that people take along."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import quote

from flask import Response
from flask_babel import gettext as _
from werkzeug.datastructures import Headers

from marketplace.base.spreadsheets import csv_rows
from marketplace.papers.paper import Paper
from marketplace.papers.printing import as_pdf
from marketplace.web.language import HTML_LANGUAGES, current_language

_BYTE_ORDER_MARK = "\ufeff"
"""Without it a spreadsheet takes Chinese for another encoding."""


def csv_download(columns: Iterable[str], rows: Iterable[Iterable[object]], filename: str) -> Response:
    """A table as a file: UTF-8, with a head, in which no text is a formula."""
    body = _BYTE_ORDER_MARK + "".join(f"{row}\r\n" for row in csv_rows(columns, rows))
    return download(body, filename, "text/csv")


def pdf_download(paper: Paper) -> Response:
    """A paper as a PDF in the reader's language, named by its title."""
    dressed = replace(paper, language=HTML_LANGUAGES[current_language()], pages=_("Page %(page)s of %(pages)s"))
    return download(as_pdf(dressed), f"{_as_name(paper.title)}.pdf", "application/pdf")


def download(body: str | bytes, filename: str, media_type: str) -> Response:
    """Something to keep under a name; the name may be in any language."""
    headers = Headers()
    headers.add("Content-Disposition", "attachment", **_names(filename))
    return Response(body, mimetype=media_type.partition(";")[0], headers=headers)


def _names(filename: str) -> dict[str, str]:
    """The name as a header carries it (RFC 6266): in letters that old programs know, and as it is beside them."""
    stem, dot, ending = filename.rpartition(".")
    letters = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().strip("-. ") or "meadow"
    plain = f"{letters}{dot}{ending}" if dot else letters
    return {"filename": plain} if plain == filename else {"filename": plain, "filename*": f"UTF-8''{quote(filename)}"}


def _as_name(title: str) -> str:
    """Letters of any script, figures, dots and dashes: what every system takes for the name of a file."""
    return re.sub(r"[^\w.]+", "-", title).strip("-._")[:120] or "meadow"
