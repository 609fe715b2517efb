"""The terms of an order quote the compiled rules: words, place, sources and version, for both sides, and frozen."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from marketplace.accounts.models import Person
from marketplace.disclosure import packs
from marketplace.orders.models import Order
from marketplace.orders.terms import hash_of
from tests.builders import orders as make


@pytest.fixture
def deal(work_as: Any) -> make.Deal:
    return make.an_offer(work_as, audience_countries=["US", "CN"])


@pytest.mark.parametrize("side", ["brand", "creator"])
def test_both_sides_read_words_place_sources_and_version(
    session: Session, sign_in: Any, deal: make.Deal, side: str
) -> None:
    reader = deal.brand if side == "brand" else deal.creator
    shown = sign_in(session.get_one(Person, reader.person_id)).get(f"/orders/{deal.order_id}").text
    for country, label in (("US", "#ad"), ("CN", "【广告】")):
        pack = packs.packs_for([country])[0]
        source = pack.sources[pack.disclosure.source]
        for said in (f"“{label}”", source.title, pack.disclosure.quote, pack.disclosure.id, f"version {pack.version}"):
            assert str(said).replace("'", "&#39;") in shown, said
    assert "first" in shown
    assert "characters and" in shown


def test_a_newer_version_of_the_rules_changes_no_terms(
    session: Session, sign_in: Any, deal: make.Deal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    order = session.get_one(Order, deal.order_id)
    agreed, version = copy.deepcopy(order.terms), packs.packs_for(["US"])[0].version
    for path in packs.PACK_FOLDER.glob("*.yaml"):
        (tmp_path / path.name).write_text(path.read_text("utf-8").replace(f'"{version}"', '"2099.01"'), "utf-8")
    monkeypatch.setattr(packs, "PACK_FOLDER", tmp_path)
    assert packs.packs_for(["US"])[0].version == "2099.01"
    shown = sign_in(session.get_one(Person, deal.brand.person_id)).get(f"/orders/{deal.order_id}").text
    assert f"version {version}" in shown
    assert "2099.01" not in shown
    session.expire_all()
    assert order.terms == agreed
    assert order.terms_hash == hash_of(agreed)


def test_whoever_applies_reads_the_rules_before(session: Session, work_as: Any, sign_in: Any) -> None:
    brand = make.a_funded_brand(work_as)
    brief_id = make.an_open_brief(work_as, brand, audience_countries=["CN"], languages=["zh"]).id
    maya = make.a_creator_to_book(work_as)
    shown = sign_in(session.get_one(Person, maya.person_id)).get(f"/board/{brief_id}").text
    assert "【广告】" in shown
    assert packs.packs_for(["CN"])[0].disclosure.quote in shown
