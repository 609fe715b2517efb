"""Files that people take along."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Response
from werkzeug.datastructures import Headers

from marketplace.base.spreadsheets import csv_rows

_BYTE_ORDER_MARK = "\ufeff"
"""Without it a spreadsheet takes Chinese for another encoding."""


def csv_download(columns: Iterable[str], rows: Iterable[Iterable[object]], filename: str) -> Response:
    """A table as a file: UTF-8, with a head, in which no text is a formula."""
    body = _BYTE_ORDER_MARK + "".join(f"{row}\r\n" for row in csv_rows(columns, rows))
    return download(body, filename, "text/csv")


def download(body: str | bytes, filename: str, media_type: str) -> Response:
    """Something to keep under a name; the name may be in any language."""
    headers = Headers()
    headers.add("Content-Disposition", "attachment", filename=filename)
    return Response(body, mimetype=media_type.partition(";")[0], headers=headers)
