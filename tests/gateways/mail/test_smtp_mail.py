"""The mail client against the mail program."""

import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
import trustme

from marketplace.base.clock import fixed_clock
from marketplace.gateways.mail.errors import MailRefused, MailUnavailable
from marketplace.gateways.mail.protocol import Message
from marketplace.gateways.mail.smtp import SmtpMail, SmtpServer
from tests.programs import Program, running_mail

SENDER = "Meadow 青野 <hello@meadow.example>"
LETTER = Message(
    "Maya <maya@example.com>", "确认邮箱 · confirm", "Please confirm.\nhttps://m.example/c", "<p>Confirm</p>"
)


@pytest.fixture
def mail(mail_program: Program, outbox: httpx.Client) -> SmtpMail:
    noon = fixed_clock(datetime(2026, 11, 24, 12, tzinfo=UTC))
    return SmtpMail(f"smtp://127.0.0.1:{mail_program.smtp_port}", sender=SENDER, timeout_seconds=5, clock=noon)


def kept(outbox: httpx.Client) -> list[dict]:
    return outbox.get("/api/messages").json()["messages"]


def test_a_letter_arrives_with_both_its_parts(mail: SmtpMail, outbox: httpx.Client) -> None:
    mail.send(LETTER)
    [letter] = kept(outbox)
    assert letter["to"] == ["maya@example.com"]
    assert letter["subject"] == "确认邮箱 · confirm"
    assert letter["text"] == LETTER.text
    assert letter["html"] == "<p>Confirm</p>"
    assert letter["headers"]["From"] == SENDER
    assert letter["headers"]["Date"] == "Tue, 24 Nov 2026 12:00:00 +0000"
    assert letter["headers"]["Message-ID"].endswith("@meadow.example>")


def test_a_letter_sent_twice_carries_the_same_id(mail: SmtpMail, outbox: httpx.Client) -> None:
    letter = Message(
        "maya@example.com", "Hi", "Hi", headers={"Message-ID": "<n7@meadow.example>", "List-Unsubscribe": "<x>"}
    )
    mail.send(letter)
    mail.send(letter)
    assert [letter["headers"]["Message-ID"] for letter in kept(outbox)] == ["<n7@meadow.example>"] * 2
    assert kept(outbox)[0]["html"] == ""


@pytest.mark.parametrize(
    "to", ["", "maya", "maya@", "@example.com", "a@b.example\nBcc: x@y.example", "a b@example.com"]
)
def test_a_wrong_address_is_refused_for_good(mail: SmtpMail, outbox: httpx.Client, to: str) -> None:
    with pytest.raises(MailRefused):
        mail.send(Message(to, "Hi", "Hi"))
    assert kept(outbox) == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Bcc": "x@y.example"},
        {"from": "x@y.example"},
        {"Content-Type": "text/html"},
        {"X": "a\r\nBcc: b@c"},
        {"X Y": "a"},
        {"": "a"},
    ],
)
def test_no_header_can_be_smuggled_in(mail: SmtpMail, outbox: httpx.Client, headers: dict[str, str]) -> None:
    with pytest.raises(MailRefused):
        mail.send(Message("maya@example.com", "Hi", "Hi", headers=headers))
    with pytest.raises(MailRefused):
        mail.send(Message("maya@example.com", "Hi\nBcc: x@y.example", "Hi"))
    assert kept(outbox) == []


def test_what_the_server_refuses_for_good_is_not_tried_again(mail: SmtpMail, outbox: httpx.Client) -> None:
    outbox.post("/_standin/faults", json={"fault": "refuse"}).raise_for_status()
    with pytest.raises(MailRefused, match="550 5.1.1 No such mailbox"):
        mail.send(LETTER)
    mail.send(LETTER)
    assert len(kept(outbox)) == 1


def test_what_the_server_refuses_for_now_may_be_tried_again(mail: SmtpMail, outbox: httpx.Client) -> None:
    outbox.post("/_standin/faults", json={"fault": "busy"}).raise_for_status()
    with pytest.raises(MailUnavailable, match="451"):
        mail.send(LETTER)
    mail.send(LETTER)
    assert len(kept(outbox)) == 1


def test_a_server_that_is_too_slow_is_unavailable(mail_program: Program, outbox: httpx.Client) -> None:
    outbox.post("/_standin/faults", json={"fault": "slow", "seconds": 2}).raise_for_status()
    hasty = SmtpMail(f"smtp://127.0.0.1:{mail_program.smtp_port}", sender=SENDER, timeout_seconds=0.3)
    with pytest.raises(MailUnavailable):
        hasty.send(LETTER)


def test_a_server_that_is_down_is_unavailable() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(MailUnavailable):
        SmtpMail(f"smtp://127.0.0.1:{port}", sender=SENDER).send(LETTER)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def _trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


@pytest.fixture(params=["smtp", "smtps"])
def guarded(request: pytest.FixtureRequest, authority: trustme.CA, tmp_path: Path) -> Iterator[tuple[str, Program]]:
    """A server with a certificate that asks for a password: encrypting on request, or from the start."""
    certificate = tmp_path / "server.pem"
    authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(certificate)
    options = ["--certificate", str(certificate), "--login", "meadow:p@ss/word"]
    for program in running_mail(tmp_path / "data", *options, *(["--implicit-tls"] if request.param == "smtps" else [])):
        yield request.param, program


def test_letters_and_passwords_travel_encrypted(guarded: tuple[str, Program], authority: trustme.CA) -> None:
    scheme, program = guarded
    url = f"{scheme}://meadow:p%40ss%2Fword@127.0.0.1:{program.smtp_port}"
    SmtpMail(url, sender=SENDER, trust=_trusting(authority)).send(LETTER)
    [letter] = httpx.get(f"{program.url}/api/messages", trust_env=False).json()["messages"]
    assert letter["encrypted"] is True


def test_a_certificate_nobody_trusts_gets_no_letter(guarded: tuple[str, Program]) -> None:
    scheme, program = guarded
    with pytest.raises(MailUnavailable, match="certificate"):
        SmtpMail(f"{scheme}://127.0.0.1:{program.smtp_port}", sender=SENDER).send(LETTER)


def test_a_wrong_password_says_nothing_about_the_letter(guarded: tuple[str, Program], authority: trustme.CA) -> None:
    scheme, program = guarded
    for login in ("meadow:secret-one@", ""):
        mail = SmtpMail(f"{scheme}://{login}127.0.0.1:{program.smtp_port}", sender=SENDER, trust=_trusting(authority))
        with pytest.raises(MailUnavailable) as refused:
            mail.send(LETTER)
        assert "secret-one" not in str(refused.value)


@pytest.mark.parametrize(
    "url", ["", "localhost:25", "http://x", "smtp://", "smtp://x:port", "smtp://u:secret-one@x:99999", "smtp://x/y"]
)
def test_a_wrong_server_address_is_refused_without_repeating_the_password(url: str) -> None:
    with pytest.raises(ValueError, match="mail server") as refused:
        SmtpMail(url, sender=SENDER)
    assert "secret-one" not in str(refused.value)


def test_a_server_s_address_has_defaults_and_hides_its_password() -> None:
    server = SmtpServer.parse("smtps://meadow:secret-one@mail.example")
    assert (server.host, server.port, server.user, server.password) == ("mail.example", 465, "meadow", "secret-one")
    assert SmtpServer.parse("smtp://mail.example").port == 587
    assert "secret-one" not in repr(server)
