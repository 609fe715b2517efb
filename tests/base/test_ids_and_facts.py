from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from marketplace.base.facts import Fact, all_facts, fact_named, package_of
from marketplace.base.ids import new_id, new_token, short_code
from marketplace.orders.events import OrderOffered
from tests.architecture.source import import_everything

import_everything()
FACTS = sorted((kind for kind in all_facts().values() if kind.__module__.startswith("marketplace.")), key=str)

BY_FORMAT = {
    "uuid": "0193a5d0-0000-7000-8000-000000000001",
    "date-time": "2026-11-24T12:00:30.250000Z",
    "date": "2026-11-24",
}
BY_TYPE = {"integer": 12_345, "number": 0.5, "boolean": True, "object": {}}


def test_identifiers_sort_by_the_time_they_were_made():
    made = [new_id() for _ in range(500)]
    assert made == sorted(made)
    assert len(set(made)) == 500
    assert {identifier.version for identifier in made} == {7}


def test_a_token_is_long_safe_in_an_address_and_never_the_same():
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert all(len(token) >= 43 and token.replace("-", "").replace("_", "").isalnum() for token in tokens)


@given(st.uuids())
def test_a_short_code_is_eight_letters_nobody_mistakes(identifier):
    code = short_code(identifier)
    assert len(code) == 8
    assert not set(code) & set("ILOU")
    assert code == code.upper()


@pytest.mark.parametrize("kind", FACTS, ids=lambda kind: kind.NAME)
def test_a_fact_comes_back_from_its_row_as_it_was(kind):
    said = a_fact_of(kind)
    assert kind.from_json(said.as_json()) == said
    assert fact_named(kind.NAME) is kind


@pytest.mark.parametrize("kind", FACTS, ids=lambda kind: kind.NAME)
def test_a_fact_carries_plain_values_only(kind):
    """The row must be readable when the code has moved on."""
    said = a_fact_of(kind)
    assert all(_is_plain(value) for value in said.as_json().values())


def test_a_fact_does_not_change():
    said = a_fact_of(OrderOffered)
    with pytest.raises(FrozenInstanceError):
        said.order_id = new_id()


def test_a_row_that_does_not_fit_is_refused():
    with pytest.raises(ValidationError):
        OrderOffered.from_json({"order_id": "not an id"})


def test_a_fact_nobody_declared_is_unknown():
    with pytest.raises(KeyError):
        fact_named("orders.OrderForgotten")


def test_a_fact_is_called_after_its_package():
    assert package_of("marketplace.orders.events") == "orders"
    assert OrderOffered.NAME == "orders.OrderOffered"


def a_fact_of(kind: type[Fact]) -> Fact:
    """A fact with a value in every place that fits its type."""
    schema = TypeAdapter(kind).json_schema()
    plain = {name: _sample(field, schema.get("$defs", {})) for name, field in schema.get("properties", {}).items()}
    return kind.from_json(plain)


def _sample(field: dict, known: dict) -> object:
    if "$ref" in field:
        return _sample(known[field["$ref"].rpartition("/")[2]], known)
    for choice in field.get("anyOf", ()):
        if choice.get("type") != "null":
            return _sample(choice, known)
    if field.get("type") == "array":
        return [_sample(part, known) for part in field.get("prefixItems", [field.get("items", {"type": "string"})])]
    if "enum" in field:
        return field["enum"][0]
    return BY_FORMAT.get(field.get("format", ""), BY_TYPE.get(field.get("type", ""), "words"))


def _is_plain(value: object) -> bool:
    if isinstance(value, list):
        return all(_is_plain(part) for part in value)
    if isinstance(value, dict):
        return all(_is_plain(part) for part in value.values())
    return value is None or isinstance(value, (str, int, float, bool))
