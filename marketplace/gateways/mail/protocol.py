"""What the marketplace needs of mail."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True)
class Message:
    """One letter to one person. A `Message-ID` among the headers lets mailboxes recognise a letter sent twice."""

    to: str
    subject: str
    text: str
    html: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


class Mail(Protocol):
    """A way to send letters."""

    def send(self, message: Message) -> None:
        """Hands one letter over. Raises MailRefused (do not retry) or MailUnavailable (retry later)."""
