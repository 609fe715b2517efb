"""Secrets in links, and what is kept of them: a hash, from which the secret cannot be found again."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta

from marketplace.accounts.states import LinkPurpose

LASTS: dict[LinkPurpose, timedelta] = {
    LinkPurpose.CONFIRM_EMAIL: timedelta(days=3),
    LinkPurpose.RESET_PASSWORD: timedelta(hours=1),
}
INVITATION_LASTS = timedelta(days=7)


def token_hash(token: str) -> str:
    """What is kept of a token. Tokens hold 256 bits of chance, so a plain SHA-256 cannot be turned round."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def fingerprint(text: str, *, key: str) -> str:
    """What is kept of an e-mail or a network address where only sameness matters; keyed, for both can be guessed."""
    return hmac.new(key.encode(), text.encode("utf-8", "replace"), hashlib.sha256).hexdigest()
