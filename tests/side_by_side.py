"""How tests are shared out among processes, in which order they are begun, and how seldom garbage is looked for."""

from __future__ import annotations

import gc
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

gc.disable()  # until all tests are collected: what is loaded by then stays

STORIES = "tests/journeys/"
PAGES = ("tests/journeys/test_pages_", "tests/journeys/test_the_check_reads_along.py")
"""What looks at one and the same site, which takes long to fill."""

FIRST = (STORIES, "tests/world/")
"""What takes longest is begun first: a whole stack, a browser on every page, worlds and storms."""


class WholeFiles(LoadScopeScheduling):
    """Shares files out among the processes as wholes; one tells all the stories, one looks at all the pages."""

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(PAGES):
            return "pages"
        return "stories" if nodeid.startswith(STORIES) else nodeid.split("::", 1)[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> WholeFiles:
    return WholeFiles(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Nobody waits in the end for what could have been begun at once."""
    items.sort(key=lambda item: next((n for n, path in enumerate(FIRST) if item.nodeid.startswith(path)), len(FIRST)))


def pytest_collection_finish() -> None:
    """Garbage is looked for seldom, and never in what was loaded: a sixth of the time of all tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    gc.enable()
