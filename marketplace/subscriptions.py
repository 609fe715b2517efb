"""Table: fact -> the jobs that follow from it. What happens after something happened is looked up here."""

from marketplace.base.facts import Fact
from marketplace.work.jobs import Job, Ticked

SUBSCRIPTIONS: dict[type[Fact], tuple[Job, ...]] = {
    Ticked: (),
}
