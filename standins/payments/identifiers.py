"""Names for new things, such as `tr_1QxZ…`: a kind and chance."""

import secrets
import string
from datetime import UTC, datetime

_LETTERS = string.ascii_letters + string.digits


def new_id(prefix: str, length: int = 24) -> str:
    """A name nobody has used: the prefix and that many letters and digits."""
    return prefix + "".join(secrets.choice(_LETTERS) for _ in range(length))


def instant(seconds: float) -> str:
    """A point in time as the second version of the API writes it: UTC with milliseconds."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
