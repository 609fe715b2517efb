"""The staff shell: what waits where, the review queue, jobs and outbox health, the demo clock."""
