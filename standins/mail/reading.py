"""Turns a kept message into what a person reads: subject, text, HTML, links."""

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html import unescape

from markupsafe import Markup, escape

from standins.mail.store import Kept

_AROUND = r"\s<>\"'，。；：！？、（）【】《》"
_ADDRESS = re.compile(rf"https?://[^{_AROUND}]+[^{_AROUND}.,;:!?)\]]")


@dataclass(frozen=True)
class Letter:
    subject: str
    text: str
    html: str
    headers: dict[str, str]

    @property
    def links(self) -> list[str]:
        """Every web address in the letter, in order, each once."""
        in_html = [unescape(link) for link in re.findall(r"href=[\"'](https?://[^\"']+)", self.html)]
        return list(dict.fromkeys([*_ADDRESS.findall(self.text), *in_html]))

    @property
    def text_with_links(self) -> Markup:
        """The text, safe to show, with its web addresses as links."""
        parts, end = [], 0
        for found in _ADDRESS.finditer(self.text):
            parts += [escape(self.text[end : found.start()]), Markup('<a href="{0}">{0}</a>').format(found.group())]
            end = found.end()
        return Markup("").join([*parts, escape(self.text[end:])])


def read(kept: Kept) -> Letter:
    message = message_from_bytes(kept.content, policy=default)
    assert isinstance(message, EmailMessage)
    return Letter(
        subject=str(message.get("Subject", "")),
        text=_part(message, "plain"),
        html=_part(message, "html"),
        headers={name: str(value) for name, value in message.items()},
    )


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    if part is None:
        return ""
    try:
        return str(part.get_content()).replace("\r\n", "\n").rstrip("\n")
    except (LookupError, UnicodeError, AssertionError):
        payload = part.get_payload(decode=True)
        return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
