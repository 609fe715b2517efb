"""Codes of an authenticator app (TOTP, RFC 6238: 30 seconds, six digits). Each may be used once."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime

import pyotp
import segno

from marketplace.base.ids import new_token

STEP_SECONDS = 30
_STEPS_TOLERATED = (0, -1, 1)  # clocks of phones are seldom right to the second


def new_secret() -> str:
    """A secret to be shared with one authenticator app (160 bits, base 32)."""
    return base64.b32encode(hashlib.sha256(new_token().encode()).digest()[:20]).decode()


def code_at(secret: str, at: datetime) -> str:
    """The code that the app shows at an instant."""
    return str(pyotp.TOTP(secret).at(at))


def accepted_step(secret: str, code: str, *, at: datetime, last_step: int | None) -> int | None:
    """The 30-second step whose code this is, if it may still be used; None for a wrong, old or used code."""
    digits = code.replace(" ", "")
    if not (digits.isascii() and digits.isdigit()):
        return None
    now_step = int(at.timestamp()) // STEP_SECONDS
    for step in (now_step + tolerated for tolerated in _STEPS_TOLERATED):
        right = pyotp.TOTP(secret).at(step * STEP_SECONDS)
        if hmac.compare_digest(right, digits) and (last_step is None or step > last_step):
            return step
    return None


def provisioning_uri(secret: str, *, email: str, issuer: str) -> str:
    """The address that the picture holds: what an authenticator app scans."""
    return str(pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=issuer))


def qr_svg(uri: str) -> str:
    """The picture to scan, as inline SVG that needs no style of its own."""
    return str(segno.make(uri, error="m").svg_inline(border=4, dark="#000", light="#fff", omitsize=True))
