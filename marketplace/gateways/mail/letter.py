"""Turns a message into the letter that travels: text first, HTML beside it, no smuggled headers."""

from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from marketplace.base.ids import new_id
from marketplace.gateways.mail.errors import MailRefused
from marketplace.gateways.mail.protocol import Message

_OURS = frozenset({"from", "to", "cc", "bcc", "subject", "date", "sender", "mime-version"})


def as_letter(message: Message, *, sender: str, at: datetime) -> EmailMessage:
    """The letter ready to be sent. Raises MailRefused on an address or a header that cannot travel."""
    letter = EmailMessage(policy=SMTP)
    letter["From"] = address_of(sender)
    letter["To"] = address_of(message.to)
    letter["Subject"] = _one_line("Subject", message.subject)
    letter["Date"] = format_datetime(at)
    for name, value in message.headers.items():
        if name.lower() in _OURS or name.lower().startswith("content-") or not _is_header_name(name):
            raise MailRefused(f"The header {name!r} cannot be set on a message.")
        letter[name] = _one_line(name, value)
    if "Message-ID" not in letter:
        letter["Message-ID"] = f"<{new_id()}@{address_of(sender).domain}>"
    letter.set_content(message.text)
    if message.html is not None:
        letter.add_alternative(message.html, subtype="html")
    return letter


def address_of(written: str) -> Address:
    """The address in `maya@example.com` or `Maya <maya@example.com>`. Raises MailRefused."""
    name, spec = parseaddr(_one_line("address", written))
    try:
        address = Address(display_name=name, addr_spec=spec)
    except (HeaderParseError, ValueError, IndexError) as why:
        raise MailRefused(f"{written!r} is not a mail address.") from why
    if not address.username or not address.domain:
        raise MailRefused(f"{written!r} is not a mail address.")
    return address


def _one_line(name: str, value: str) -> str:
    if any(ord(character) < 32 or ord(character) == 127 for character in value):
        raise MailRefused(f"The {name} of a message must be one line without control characters.")
    return value


def _is_header_name(name: str) -> bool:
    return bool(name) and all(33 <= ord(character) <= 126 and character != ":" for character in name)
