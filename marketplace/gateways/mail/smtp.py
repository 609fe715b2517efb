"""Sends letters over SMTP, encrypted wherever the server offers it."""

from __future__ import annotations

import ipaddress
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from functools import cached_property
from urllib.parse import unquote, urlsplit

from marketplace.base.clock import Clock, system_clock
from marketplace.gateways.mail.errors import MailRefused, MailUnavailable
from marketplace.gateways.mail.letter import address_of, as_letter
from marketplace.gateways.mail.protocol import Message

_DEFAULT_PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True)
class SmtpServer:
    """Where letters are handed over, as an address says it: `smtp://user:password@host:port` or `smtps://…`."""

    host: str
    port: int
    user: str
    password: str
    encrypted_from_the_start: bool

    @classmethod
    def parse(cls, url: str) -> SmtpServer:
        """Reads the address. Raises ValueError without ever repeating the password."""
        parts = urlsplit(url)
        try:
            port = parts.port
        except ValueError:
            raise ValueError("The port of the mail server's address must be a number from 1 to 65535.") from None
        if parts.scheme not in _DEFAULT_PORTS or not parts.hostname or parts.path.strip("/") or parts.query:
            raise ValueError(
                "Give the mail server as smtp://user:password@host:port or smtps://user:password@host:port."
            )
        return cls(
            host=parts.hostname,
            port=port or _DEFAULT_PORTS[parts.scheme],
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            encrypted_from_the_start=parts.scheme == "smtps",
        )

    @property
    def is_this_machine(self) -> bool:
        """Whether what we send never leaves this machine."""
        with suppress(ValueError):
            return ipaddress.ip_address(self.host).is_loopback
        return self.host == "localhost"

    def __repr__(self) -> str:
        return f"SmtpServer({self.host}:{self.port})"


class SmtpMail:
    """A mail client that opens one connection for each letter.

    `url` as in SmtpServer, `sender` such as `Meadow <hello@example.com>`, `timeout_seconds` for each answer of the
    server, `trust` for a server whose certificate is signed by an authority of one's own.
    Raises ValueError on a wrong url and MailRefused on a wrong sender.
    """

    def __init__(
        self,
        url: str,
        *,
        sender: str,
        timeout_seconds: float = 10.0,
        trust: ssl.SSLContext | None = None,
        clock: Clock = system_clock,
    ) -> None:
        self._server = SmtpServer.parse(url)
        self._sender = sender
        self._timeout_seconds = timeout_seconds
        self._given_trust = trust
        self._clock = clock
        address_of(sender)

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        """Made when it is first needed: reading all authorities takes longer than a letter."""
        return self._given_trust or ssl.create_default_context()

    def send(self, message: Message) -> None:
        """Hands one letter over. Raises MailRefused (do not retry) or MailUnavailable (retry later)."""
        letter = as_letter(message, sender=self._sender, at=self._clock())
        try:
            connection = self._connect()
            try:
                self._log_in(connection)
                self._hand_over(connection, letter)
            finally:
                with suppress(smtplib.SMTPException, OSError):
                    connection.quit()
        except smtplib.SMTPNotSupportedError as why:
            raise MailRefused(f"The mail server cannot carry this letter: {why}") from why
        except (smtplib.SMTPException, OSError) as why:
            raise MailUnavailable(f"The mail server did not take the letter: {why}") from why

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        if server.encrypted_from_the_start:
            return smtplib.SMTP_SSL(server.host, server.port, timeout=self._timeout_seconds, context=self._trust)
        connection = smtplib.SMTP(server.host, server.port, timeout=self._timeout_seconds)
        try:
            connection.ehlo()
            if connection.has_extn("starttls"):
                connection.starttls(context=self._trust)
                connection.ehlo()
            elif server.user and not server.is_this_machine:
                raise MailUnavailable("The mail server offers no encryption, so we did not send it our password.")
        except BaseException:
            connection.close()
            raise
        return connection

    def _log_in(self, connection: smtplib.SMTP) -> None:
        if not self._server.user:
            return
        try:
            connection.login(self._server.user, self._server.password)
        except smtplib.SMTPNotSupportedError as why:
            raise MailUnavailable("The mail server does not take our user and password. Check SMTP_URL.") from why
        except smtplib.SMTPAuthenticationError as why:
            raise MailUnavailable("The mail server refused our user or password. Check SMTP_URL.") from why

    def _hand_over(self, connection: smtplib.SMTP, letter: EmailMessage) -> None:
        try:
            connection.send_message(letter)
        except smtplib.SMTPRecipientsRefused as why:
            code, answer = next(iter(why.recipients.values()))
            raise _refusal(code, answer) from why
        except smtplib.SMTPResponseException as why:
            raise _refusal(why.smtp_code, why.smtp_error) from why


def _refusal(code: int, answer: bytes | str) -> MailRefused | MailUnavailable:
    """5xx is for good, everything else for now; 530 asks for a login, which says nothing about the letter."""
    says = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    kind = MailRefused if 500 <= code < 600 and code != 530 else MailUnavailable
    return kind(f"The mail server said {code} {says}")
