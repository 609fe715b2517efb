"""The `marketplace` command: one group per package, loaded only when asked for.

Pure tools run with an empty environment. Commands that need the database get the application; where none is
configured, the services of this machine are started for them.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import click

from marketplace.logs import configure_logs
from marketplace.settings import ROOT, SettingsMissing


@dataclass(frozen=True)
class Entry:
    """Where a command is, what it is for, whether it needs the application, and which of its commands never do."""

    path: str
    says: str
    needs_app: bool = True
    pure: frozenset[str] = frozenset()


COMMANDS: Mapping[str, Entry] = {
    "database": Entry("marketplace.migrating:database", "The schema: upgrade, downgrade, check."),
    "staff": Entry("marketplace.accounts.commands:staff", "People of the platform."),
    "creators": Entry("marketplace.creators.commands:creators", "Import creators, undo an import."),
    "ledger": Entry("marketplace.ledger.commands:ledger", "Verify the books, export them."),
    "rates": Entry("marketplace.rates.commands:rates", "Enter reference rates of currencies."),
    "matching": Entry(
        "marketplace.matching.commands:matching",
        "Rank creators for a brief, and texts of any kind.",
        pure=frozenset({"niches", "pairs", "rank-texts", "evaluate", "fit-niches"}),
    ),
    "disclosure": Entry(
        "marketplace.disclosure.commands:disclosure", "Check captions for disclosure.", needs_app=False
    ),
    "authenticity": Entry(
        "marketplace.authenticity.commands:authenticity", "Judge accounts, comments and creators.", needs_app=False
    ),
    "copies": Entry("marketplace.copies.commands:copies", "Find the same script from many mouths.", needs_app=False),
    "simulate": Entry(
        "marketplace.world.commands.simulate:simulate",
        "Random moves by all sides, and what they broke.",
        pure=frozenset({"exposure", "planner"}),
    ),
    "world": Entry("marketplace.world.commands.world:world", "Make a small or a large world; its logins."),
    "bench": Entry("marketplace.world.commands.bench:bench", "Measure speed as ratios side by side."),
    "keys": Entry("marketplace.work.commands:keys", "Keys that bank numbers and sign-in secrets are sealed with."),
    "work": Entry("marketplace.jobs.commands:work", "The worker process."),
    "schedule": Entry("marketplace.jobs.commands:schedule", "The scheduler process."),
    "catalogues": Entry("marketplace.web.catalogues:catalogues", "The languages of the site.", needs_app=False),
    "doctor": Entry("marketplace.doctor:doctor", "Say what is configured, what answers, and what is missing."),
}


class LazyCommands(click.Group):
    """Loads a command when it is called, and gives it the application when it needs one."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in alphabetical order."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, with the application around it."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        module, name = entry.path.split(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        if isinstance(command, click.Group) and entry.pure:
            for own, inner in command.commands.items():
                if own not in entry.pure:
                    _inside_the_app(inner)
            return command
        return _inside_the_app(command) if entry.needs_app else command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Lists the commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name].says) for name in self.list_commands(ctx)])


@click.command(cls=LazyCommands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="meadow", prog_name="marketplace")
def main() -> None:
    """Meadow: an open marketplace for creators and brands."""
    configure_logs(level=os.environ.get("LOG_LEVEL", "WARNING"))


def _inside_the_app(command: click.Command) -> click.Command:
    run = command.invoke

    def invoke(ctx: click.Context) -> Any:
        if {"-h", "--help"} & set(sys.argv):
            return run(ctx)
        from marketplace.local.place import LocalTrouble
        from marketplace.local.services import provide

        try:
            provide(os.environ, ROOT / ".env")
            from marketplace.app import create_app

            app = create_app()
        except (LocalTrouble, SettingsMissing) as trouble:
            raise click.ClickException(str(trouble)) from trouble
        with app.app_context():
            return run(ctx)

    command.invoke = invoke  # type: ignore[method-assign]
    return command
