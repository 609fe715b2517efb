"""Events of the first version of the API: what happened, with the thing as it was then."""

from __future__ import annotations

import json

from standins.payments.call import Call
from standins.payments.errors import no_such
from standins.payments.reading import Flag, ListOf, Text, lists, takes
from standins.payments.showing import page_where, shown
from standins.payments.store import Document

RETRIEVE = takes()
LIST = lists(type=Text(), types=ListOf(Text(), most=20), delivery_success=Flag())

_WAITING = "EXISTS (SELECT 1 FROM deliveries WHERE event = documents.id AND delivered_at IS NULL)"


def retrieve(call: Call) -> Document:
    """An event."""
    found = call.tx.find(call.path["id"], "event", call.account)
    if found is None:
        raise no_such("event", call.path["id"])
    return shown(call.tx, found)


def list_events(call: Call) -> Document:
    """Events, newest first; `delivery_success=false` lists those that somebody has not taken yet."""
    where: list[tuple[str, object]] = [("account = ?", call.account)]
    for names in ([call.params["type"]] if "type" in call.params else [], call.params.get("types", [])):
        if names:
            # One bound value per condition: the names travel as one JSON array.
            where.append(("json_extract(body, '$.type') IN (SELECT value FROM json_each(?))", json.dumps(names)))
    if "delivery_success" in call.params:
        where.append((f"{_WAITING} = ?", int(not call.params["delivery_success"])))
    return page_where(call.tx, "event", "/v1/events", call.params, where)
