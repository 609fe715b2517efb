"""Commands: naming staff."""

from __future__ import annotations

import sys

import click
import segno

from marketplace.accounts import actions, queries, totp
from marketplace.base.actor import SYSTEM, Duty
from marketplace.base.errors import Refusal
from marketplace.database import db
from marketplace.settings import WebSettings, settings
from marketplace.work.unit import unit_of_work


@click.group()
def staff() -> None:
    """People of the platform."""


@staff.command("create")
@click.option("--email", required=True, help="Under which they sign in.")
@click.option("--name", required=True, help="How others see them.")
@click.option(
    "--duty",
    "duties",
    multiple=True,
    required=True,
    type=click.Choice([duty.value for duty in Duty]),
    help="What they are trusted with; may be given several times.",
)
def create(email: str, name: str, duties: tuple[str, ...]) -> None:
    """Name a member of staff; prints the one-time password and the code for their authenticator app."""
    try:
        with unit_of_work(SYSTEM) as work:
            made = actions.create_staff(work, email=email, name=name, duties=[Duty(duty) for duty in duties])
            email = made.person.email
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal
    web = settings(WebSettings)
    uri = totp.provisioning_uri(made.totp_secret, email=email, issuer=web.platform_name)
    click.echo(f"{name} <{email}> is on the staff. Shown once, hand it over in person:")
    click.echo(f"  one-time password   {made.one_time_password}")
    click.echo(f"  authenticator key   {made.totp_secret}")
    click.echo(f"  or scan             {uri}")
    segno.make(uri, error="l").terminal(out=sys.stdout, compact=True)
    click.echo(f"Then sign in at {web.public_url}/sign-in: the first time it asks for a password of their own.")


@staff.command("list")
def list_staff() -> None:
    """Everybody on the staff, with their duties."""
    for person in queries.staff(db.session()):
        ready = "" if person.set_up_at else "  (has not signed in yet)"
        click.echo(f"{person.email}  {person.name}  {', '.join(person.duties)}{ready}")
