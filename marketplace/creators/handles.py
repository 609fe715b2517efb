"""How a handle is written here, so that one channel is found again however people type it."""

from __future__ import annotations

import hashlib
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


def account_mark(platform: str, handle: str) -> str:
    """What stands for an account instead of its name: the same for the same account, and not the name."""
    plain = unicodedata.normalize("NFC", handle).strip().removeprefix("@").lower()
    return hashlib.sha256(f"{platform}:{plain}".encode()).hexdigest()[:32]
