"""Background work of matching: embedding what changed, keeping the index, freeing creators nobody decided on."""

from __future__ import annotations

from marketplace.base.actor import SYSTEM
from marketplace.creators.events import (
    ChannelVerified,
    CreatorActivated,
    CreatorPaused,
    CreatorResumed,
    ProfileChanged,
)
from marketplace.matching.actions.applying import expire_application
from marketplace.matching.catching_up import embed_everything_changed
from marketplace.matching.index.keeping import rebuild_when_worth_it, renew
from marketplace.matching.index.place import index_folder
from marketplace.matching.queries.applications import applications_due
from marketplace.work.jobs import Ticked, job
from marketplace.work.unit import unit_of_work

SECONDS_A_RUN = 40
"""A run stays under a minute even where a second makes only one digest; the next run goes on."""


@job(queue="slow")
def embed_changed_creators(_fact: Ticked) -> None:
    """Embeds the bank, the briefs and the creators that are new or have changed."""
    embed_everything_changed(seconds=SECONDS_A_RUN)


@job()
def expire_undecided_applications(_fact: Ticked) -> None:
    """Frees the creators whose brand did not decide in time, each in a transaction of its own."""
    with unit_of_work(SYSTEM) as work:
        due = applications_due(work.session, work.now)
    for application_id in due:
        with unit_of_work(SYSTEM) as work:
            expire_application(work, application_id)


@job(queue="slow")
def rebuild_index(_fact: Ticked) -> None:
    """Builds this machine's index anew, where there are enough creators for one."""
    rebuild_when_worth_it(index_folder())


@job()
def renew_in_index(fact: CreatorActivated | CreatorPaused | CreatorResumed | ProfileChanged | ChannelVerified) -> None:
    """Reads a creator again whom a hard filter may see with other eyes now."""
    renew(index_folder(), [fact.creator_id])
