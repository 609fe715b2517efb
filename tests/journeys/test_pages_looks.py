"""Every page of the site as eyes and hands meet it: both themes, a desk and a phone, no complaint of the browser."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from tests.journeys.crawled_pages import NO_PAGES, PAGES
from tests.journeys.crawling import PHONE, Seen, Site


def none_of(crawled: list[Seen], faults: Callable[[Seen], Iterable[str]]) -> None:
    """Fails with every fault of every page at once."""
    found = [f"{seen}\n    {fault}" for seen in crawled for fault in faults(seen)]
    if found:
        pytest.fail(f"{len(found)} faults:\n" + "\n".join(found), pytrace=False)


def test_every_page_of_the_site_is_crawled(site: Site) -> None:
    fetched = {rule.endpoint for rule in site.app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    crawled = {visit.endpoint for visit in PAGES if visit.endpoint}
    assert crawled <= set(site.app.view_functions)
    assert fetched - crawled == set(NO_PAGES)


def test_every_page_answers(crawled: list[Seen]) -> None:
    none_of(crawled, lambda seen: [] if seen.status == seen.visit.status else [f"answered {seen.status}"])


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(crawled: list[Seen], theme: str) -> None:
    judged = [seen for seen in crawled if theme in seen.axe]
    assert len(judged) > len(crawled) / 3
    none_of(judged, lambda seen: seen.axe[theme])


def test_every_page_was_dark_at_night(crawled: list[Seen]) -> None:
    none_of(crawled, lambda seen: [] if seen.is_dark else ["stayed light"])


def test_no_page_scrolls_sideways_on_a_phone(crawled: list[Seen]) -> None:
    widest = PHONE["width"]
    none_of(crawled, lambda seen: [] if seen.widest <= widest else [f"is {seen.widest} pixels wide"])


def test_no_page_makes_the_browser_complain(crawled: list[Seen]) -> None:
    none_of(crawled, lambda seen: seen.console)
