"""Events of the second version of the API: which thing has changed, and in what respect."""

from __future__ import annotations

from typing import Any

from standins.payments.call import Call
from standins.payments.errors import no_such
from standins.payments.reading import Fields, ListOf, Text, Whole
from standins.payments.showing import after_page, page_v2
from standins.payments.store import Document

RETRIEVE = Fields({})
LIST = Fields(
    {
        "limit": Whole(least=1, most=100),
        "object_id": Text(),
        "types": ListOf(Text(), most=20),
        "created": Fields({bound: Text() for bound in ("gt", "gte", "lt", "lte")}),
        "page": Text(),
    }
)
_SIGNS = {"gt": ">", "gte": ">=", "lt": "<", "lte": "<="}


def retrieve(call: Call) -> Document:
    """An event, whole."""
    found = call.tx.find(call.path["id"], "v2.core.event")
    if found is None:
        raise no_such("v2.core.event", call.path["id"])
    return found


def list_events(call: Call) -> Document:
    """Events, newest first."""
    params = call.params
    where: list[tuple[str, Any]] = [
        (f"json_extract(body, '$.created') {_SIGNS[bound]} ?", value)
        for bound, value in params.get("created", {}).items()
    ]
    if "object_id" in params:
        where.append(("json_extract(body, '$.related_object.id') = ?", params["object_id"]))
    types = params.get("types")
    found = call.tx.select("v2.core.event", [*where, *after_page(params)])
    return page_v2([event for event in found if not types or event["type"] in types], "/v2/core/events", params)
