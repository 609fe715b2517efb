"""The queue: RQ over Valkey. The only file that knows RQ; what it carries is the id of a delivery, nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID

from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry
from rq import Queue, Worker
from rq.executions import Execution
from rq.job import Job as RqJob
from rq.serializers import JSONSerializer

QUEUES = ("money", "default", "mail", "slow")
"""In the order in which a worker empties them. `slow` keeps a processor busy: a worker of its own."""

ENTRY = "marketplace.jobs.worker.run"
"""The one function that may be named in the queue: whoever can write to Valkey can name no other."""

JOB_SECONDS = 60


class RqCourier:
    """Carries deliveries over RQ."""

    def __init__(self, redis_url: str) -> None:
        self._redis_url = redis_url
        self._connection: Redis | None = None

    def carry(self, queue: str, delivery_id: UUID) -> None:
        """Tells a worker of a delivery. Raises redis.RedisError when Valkey cannot be reached."""
        if self._connection is None:
            self._connection = connect(self._redis_url, patient=False)
        Queue(queue, connection=self._connection, serializer=JSONSerializer).enqueue(
            ENTRY,
            str(delivery_id),
            job_id=str(delivery_id),
            job_timeout=JOB_SECONDS,
            result_ttl=0,
            failure_ttl=3600,
            ttl=600,
        )


def forget(redis_url: str, done: Sequence[tuple[str, UUID]]) -> None:
    """Takes deliveries (queue, id) that are done off their queues. A Valkey that is away costs only time."""
    if not done:
        return
    with suppress(RedisError), connect(redis_url, patient=False) as connection:
        batch = connection.pipeline(transaction=False)
        for name, delivery_id in done:
            batch.lrem(Queue(name, connection=connection, serializer=JSONSerializer).key, 1, str(delivery_id))
            batch.delete(RqJob.key_for(str(delivery_id)))
        batch.execute()


class AllowListedWorker(Worker):
    """A worker that runs one function and no other, in a child with connections of its own."""

    def perform_job(self, job: RqJob, queue: Queue, execution: Execution) -> bool:
        """Refuses a job that names any other function."""
        if job.func_name != ENTRY:
            self.log.error("refused a job that is not on the allow-list")
            job.cancel()
            return False
        return bool(super().perform_job(job, queue, execution))


def connect(redis_url: str, *, patient: bool = True) -> Redis:
    """A connection to Valkey; an impatient one gives up within a second, since a page waits for it."""
    if patient:
        return Redis.from_url(redis_url)
    return Redis.from_url(
        redis_url, socket_connect_timeout=0.5, socket_timeout=1.0, retry=Retry(NoBackoff(), 0)
    )  # fmt: skip


def work_forever(redis_url: str, queues: Sequence[str] = QUEUES, **options: Any) -> None:
    """Works through some queues, in their order, until told to stop."""
    connection = connect(redis_url)
    worker = AllowListedWorker(
        [Queue(name, connection=connection, serializer=JSONSerializer) for name in queues],
        connection=connection,
        serializer=JSONSerializer,
        maintenance_interval=30,
        job_monitoring_interval=10,
    )
    worker.work(with_scheduler=False, logging_level="WARNING", **options)


def queue_lengths(redis_url: str) -> dict[str, int] | None:
    """How many deliveries wait in each queue; None when Valkey cannot be reached."""
    try:
        connection = connect(redis_url, patient=False)
        return {name: Queue(name, connection=connection, serializer=JSONSerializer).count for name in QUEUES}
    except Exception:
        return None
