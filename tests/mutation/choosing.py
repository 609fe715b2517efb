"""Which tests a mistake is tried on: those that execute its lines, the likeliest to notice and the quickest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.mutation.lanes import Job
from tests.mutation.mutants import Mutant
from tests.mutation.places import changed_functions, lines_of_change, program
from tests.mutation.tries import Lines, Seen, Try

LONGEST_SECONDS = 30
"""So long the tests of one mistake take at most, when all of them are passed; those that take longest are left out."""
PATIENCE_SECONDS = 30
"""A mistake may make tests last five times as long and so much more; then it is noticed."""


@dataclass
class Choosing:
    """What is known of the tests."""

    seen: list[Seen]
    called: Mapping[str, Lines]
    """By test file: what is executed as soon as it is read."""
    noticed: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How often a test has noticed mistakes in a file."""

    def job_for(self, mutant: Mutant) -> Job:
        """Tries a mutant on the tests that execute it, and then on those that do so while they are read."""
        path, lines = str(mutant.path), lines_of_change(mutant.before, mutant.source)
        through = [one for one in self.seen if lines & one.lines[path]]
        read = {name for name, called in self.called.items() if lines & called.get(path, set())}
        reading = [one for one in self.seen if one.test.partition("::")[0] in read]
        if changed_functions(program(mutant.before), program(mutant.source)) is None:
            using = [one for one in self.seen if one.lines[path]]  # a constant, a table
            return self._job(mutant, reading + through or using, is_cold=True)
        return self._job(mutant, through, then=self._job(mutant, reading, is_cold=True) if read else None)

    def _job(self, mutant: Mutant, among: Sequence[Seen], *, is_cold: bool = False, then: Job | None = None) -> Job:
        chosen, seconds = list[str](), 0.0
        once = {one.test: one for one in among}.values()
        for one in sorted(once, key=lambda one: (-self.noticed[str(mutant.path), one.test], one.seconds)):
            if not chosen or seconds + one.seconds < LONGEST_SECONDS:
                chosen.append(one.test)
                seconds += one.seconds
        asked = Try(mutant.path, mutant.before, mutant.source, chosen, PATIENCE_SECONDS + 5 * seconds)
        return Job(asked, mutant, is_cold, then)
