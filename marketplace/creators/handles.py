"""How a handle is written here, so that one channel is found again however people type it."""

from __future__ import annotations

import re
import unicodedata

from marketplace.creators.errors import BadHandle

_HANDLE = re.compile(r"(?!\.+$)[\w.\-]{1,64}")


def normal_handle(text: str) -> str:
    """The handle without the sign and the spaces around it. Raises BadHandle when it cannot be one."""
    handle = unicodedata.normalize("NFC", text).strip().removeprefix("@")
    if not _HANDLE.fullmatch(handle):
        raise BadHandle()
    return handle
