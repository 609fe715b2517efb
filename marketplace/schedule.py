"""Table: time -> the job it starts. Each is safe to start late, twice, or not at all for a while."""

from marketplace.jobs.scheduler import Daily, Every

SCHEDULE: tuple[Every | Daily, ...] = ()
