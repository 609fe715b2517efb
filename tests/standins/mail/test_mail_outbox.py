"""The mail program: takes letters over SMTP and shows them."""

import smtplib
from email.message import EmailMessage
from pathlib import Path

import httpx
import pytest

from tests.programs import Program, running


def sent(
    program: Program, to: str = "maya@example.com", *, html: str | None = None, text: str = "", subject: str = "Hi"
) -> None:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "Meadow <hello@meadow.example>", to, subject
    letter.set_content(text or "Confirm: https://meadow.example/confirm?a=1&b=2. Thanks <Maya>!")
    if html:
        letter.add_alternative(html, subtype="html")
    with smtplib.SMTP("127.0.0.1", program.smtp_port, timeout=10) as smtp:
        smtp.send_message(letter)


def only_message(outbox: httpx.Client, **query: str) -> dict:
    messages = outbox.get("/api/messages", params=query).json()["messages"]
    assert len(messages) == 1
    return messages[0]


def test_a_letter_is_kept_with_its_parts_and_links(mail_program: Program, outbox: httpx.Client) -> None:
    sent(
        mail_program,
        subject="确认邮箱",
        text="请点击 https://meadow.example/确认，谢谢",
        html='<a href="https://m.example/?a=1&amp;b=2">go</a>',
    )
    kept = only_message(outbox)
    assert (kept["to"], kept["from"], kept["subject"]) == (["maya@example.com"], "hello@meadow.example", "确认邮箱")
    assert kept["links"] == ["https://meadow.example/确认", "https://m.example/?a=1&b=2"]
    assert kept["headers"]["From"] == "Meadow <hello@meadow.example>"


def test_the_newest_letter_comes_first_and_one_person_s_can_be_shown(
    mail_program: Program, outbox: httpx.Client
) -> None:
    sent(mail_program, "maya@example.com", subject="Your draft")
    sent(mail_program, "amaya@example.com", subject="Your fee")
    everybody = outbox.get("/").text
    assert everybody.index("Your fee") < everybody.index("Your draft")
    assert only_message(outbox, to="MAYA@example.com")["subject"] == "Your draft"
    page = outbox.get("/", params={"to": "maya@example.com"}).text
    assert "Your draft" in page
    assert "Your fee" not in page
    assert "No mail to bo@example.com yet." in outbox.get("/", params={"to": "bo@example.com"}).text


def test_links_of_a_letter_can_be_clicked_and_its_text_is_only_text(
    mail_program: Program, outbox: httpx.Client
) -> None:
    sent(mail_program)
    page = outbox.get(f"/messages/{only_message(outbox)['id']}").text
    assert '<a href="https://meadow.example/confirm?a=1&amp;b=2">' in page
    assert "Thanks &lt;Maya&gt;!" in page


def test_a_letter_s_html_runs_no_script_and_loads_nothing(mail_program: Program, outbox: httpx.Client) -> None:
    sent(mail_program, html="<script>alert(1)</script><p>Hello</p>")
    number = only_message(outbox)["id"]
    frame = outbox.get(f"/messages/{number}").text.split("<iframe", 1)[1].split(">", 1)[0]
    assert "sandbox=" in frame
    assert "allow-scripts" not in frame
    policy = outbox.get(f"/messages/{number}/html").headers["Content-Security-Policy"]
    assert policy.startswith("sandbox ")
    assert "allow-scripts" not in policy
    assert "default-src 'none'" in policy


def test_a_letter_that_is_no_proper_letter_is_still_shown(mail_program: Program, outbox: httpx.Client) -> None:
    broken = (
        b"Subject: =?utf-8?b?bad\r\nContent-Type: text/plain; charset=no-such\r\n"
        b"Content-Transfer-Encoding: 8bit\r\n\r\n\xff\xfe hello\r\n"
    )
    with smtplib.SMTP("127.0.0.1", mail_program.smtp_port, timeout=10) as smtp:
        smtp.sendmail("a@example.com", ["b@example.com"], broken)
    kept = only_message(outbox)
    assert "hello" in kept["text"]
    assert outbox.get(f"/messages/{kept['id']}").status_code == 200
    assert outbox.get("/").status_code == 200


def test_all_mail_can_be_deleted(mail_program: Program, outbox: httpx.Client) -> None:
    sent(mail_program)
    assert "Delete all mail" in outbox.get("/").text
    assert outbox.post("/deletion").status_code == 303
    assert outbox.get("/api/messages").json() == {"messages": []}
    assert "No mail yet." in outbox.get("/").text


def test_another_site_cannot_delete_the_mail(mail_program: Program, outbox: httpx.Client) -> None:
    sent(mail_program)
    assert outbox.post("/deletion", headers={"Origin": "https://elsewhere.example"}).status_code == 403
    only_message(outbox)


@pytest.mark.parametrize("path", ["/messages/999999", "/messages/x", "/api/messages/999999", "/messages/999999/html"])
def test_a_message_that_is_not_there_is_not_found(outbox: httpx.Client, path: str) -> None:
    assert outbox.get(path).status_code == 404


def test_pages_speak_chinese_to_those_who_ask(mail_program: Program, outbox: httpx.Client) -> None:
    sent(mail_program, html="<p>x</p>")
    chinese = {"Accept-Language": "zh-CN"}
    for path in ("/", "/?to=bo@example.com", f"/messages/{only_message(outbox)['id']}", "/messages/999999"):
        page = outbox.get(path, headers=chinese).text
        assert '<html lang="zh-CN">' in page
        assert "发件箱" in page


@pytest.mark.parametrize("order", [{}, {"fault": "flood"}, {"fault": "busy", "next": -1}, []])
def test_trouble_that_is_not_known_cannot_be_ordered(outbox: httpx.Client, order: object) -> None:
    assert outbox.post("/_standin/faults", json=order).status_code == 422


def test_mail_survives_a_restart_and_the_program_stops_cleanly(tmp_path: Path) -> None:
    options = ("standins.mail", "--port", "0", "--smtp-port", "0", "--data", str(tmp_path))
    with running(*options) as program:
        sent(program, subject="kept")
    assert program.process.returncode == 0
    with running(*options) as program:
        messages = httpx.get(f"{program.url}/api/messages", trust_env=False).json()["messages"]
    assert [message["subject"] for message in messages] == ["kept"]
