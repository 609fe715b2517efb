"""Files with tables, as somebody reads them who has downloaded one."""

from __future__ import annotations

import csv
import io
from typing import Any


def rows_of(answer: Any) -> list[dict[str, str]]:
    """The rows of a comma-separated file, each by the names of the head."""
    assert answer.mimetype == "text/csv"
    return list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
