"""Takes mail over SMTP and keeps it."""

import asyncio
import ssl
from dataclasses import dataclass
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP as Server
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session

from standins.mail.faults import Faults
from standins.mail.store import Store

LARGEST_BYTES = 10_000_000


@dataclass(frozen=True)
class Login:
    user: str
    password: str

    def check(self, server: Server, session: Session, envelope: Envelope, mechanism: str, given: Any) -> AuthResult:
        right = isinstance(given, LoginPassword) and given == LoginPassword(self.user.encode(), self.password.encode())
        return AuthResult(success=right, handled=False)


class Receiver:
    """What the server does with a message: keep it, or refuse it when a fault was ordered."""

    def __init__(self, store: Store, faults: Faults, *, always_encrypted: bool) -> None:
        self._store = store
        self._faults = faults
        self._always_encrypted = always_encrypted

    async def handle_RCPT(self, server: Server, session: Session, envelope: Envelope, to: str, options: Any) -> str:
        fault = self._faults.next()
        if fault and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        elif fault and fault.answer:
            return fault.answer
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, server: Server, session: Session, envelope: Envelope) -> str:
        content = envelope.content if isinstance(envelope.content, bytes) else (envelope.content or "").encode()
        encrypted = self._always_encrypted or bool(session.ssl)
        number = self._store.keep(envelope.mail_from or "", list(envelope.rcpt_tos), content, encrypted)
        return f"250 OK kept as {number}"


@dataclass(frozen=True)
class Receiving:
    """The running SMTP server."""

    controller: Controller
    port: int

    def stop(self) -> None:
        self.controller.stop()


def start_receiving(
    store: Store,
    faults: Faults,
    *,
    host: str,
    port: int,
    login: Login | None,
    tls: ssl.SSLContext | None,
    implicit: bool,
) -> Receiving:
    """Listens until stopped. Raises OSError when the port is taken."""
    server_options: dict[str, Any] = {
        "data_size_limit": LARGEST_BYTES,
        "enable_SMTPUTF8": True,
        "ident": "mail stand-in",
    }
    if tls and not implicit:
        server_options["tls_context"] = tls
    if login:
        server_options |= {"authenticator": login.check, "auth_required": True, "auth_require_tls": False}
    controller = _AnyPort(
        Receiver(store, faults, always_encrypted=implicit),
        hostname=host,
        port=port,
        ssl_context=tls if implicit else None,
        **server_options,
    )
    controller.start()
    return Receiving(controller, controller.port)


class _AnyPort(Controller):
    """A server that learns its own port when it was asked for any free one."""

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()
