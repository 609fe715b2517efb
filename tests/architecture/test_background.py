"""Facts, jobs and the schedule: what follows from what stands in two tables, and only there."""

from collections import Counter

from marketplace.base.facts import all_facts
from marketplace.jobs.rq_queue import QUEUES
from marketplace.schedule import SCHEDULE
from marketplace.subscriptions import SUBSCRIPTIONS
from marketplace.work.jobs import Job, Ticked
from tests.architecture.source import calls_of, import_everything


def jobs_in_the_tables() -> set[Job]:
    return {job for following in SUBSCRIPTIONS.values() for job in following} | {row.job for row in SCHEDULE}


def declared_jobs() -> dict[str, list[Job]]:
    import sys

    import_everything()
    found = {
        id(thing): thing
        for name, module in list(sys.modules.items())
        if name.startswith("marketplace.")
        for thing in vars(module).values()
        if isinstance(thing, Job)
    }
    by_name: dict[str, list[Job]] = {}
    for job in found.values():
        by_name.setdefault(job.name, []).append(job)
    return by_name


def test_enqueue_has_one_caller():
    assert calls_of("enqueue") == {"marketplace/jobs/rq_queue.py"}


def test_every_fact_has_a_row_in_the_subscriptions():
    import_everything()
    ours = {kind for kind in all_facts().values() if kind.__module__.startswith("marketplace.")}
    assert {kind.NAME for kind in ours - set(SUBSCRIPTIONS)} == set()


def test_every_fact_is_announced_somewhere():
    import_everything()
    named = {kind.__name__ for kind in all_facts().values() if kind.__module__.startswith("marketplace.")}
    assert {name for name in named - {Ticked.__name__} if not calls_of(name)} == set()


def test_every_job_has_a_name_of_its_own():
    assert {name: len(jobs) for name, jobs in declared_jobs().items() if len(jobs) > 1} == {}


def test_every_job_is_subscribed_or_scheduled():
    assert {name for name, jobs in declared_jobs().items() if not jobs_in_the_tables() & set(jobs)} == set()


def test_every_job_goes_to_a_queue_that_a_worker_empties():
    assert {job.name: job.queue for job in jobs_in_the_tables() if job.queue not in QUEUES} == {}


def test_a_job_is_scheduled_once():
    assert [name for name, rows in Counter(row.job.name for row in SCHEDULE).items() if rows > 1] == []


def test_a_job_of_the_schedule_follows_no_fact():
    """One that did would be told a tick and something else."""
    followers = {job for following in SUBSCRIPTIONS.values() for job in following}
    assert {row.job.name for row in SCHEDULE if row.job in followers} == set()
