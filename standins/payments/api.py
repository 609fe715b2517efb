"""From a request to its answer: who asks, for what, is it a repetition, and what trouble it was to meet."""

from __future__ import annotations

import hmac
import json
import logging
import socket
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from flask import Request, Response
from werkzeug.exceptions import HTTPException

from standins.payments import faults, idempotency
from standins.payments.call import Call, Operation
from standins.payments.errors import ApiError, invalid_parameter
from standins.payments.events import API_VERSION, Cause
from standins.payments.faults import Fault
from standins.payments.idempotency import Answer, Key
from standins.payments.identifiers import new_id
from standins.payments.money import Rules
from standins.payments.operations import operation_at
from standins.payments.reading import from_form, from_json
from standins.payments.recording import Recorder
from standins.payments.showing import expanded
from standins.payments.store import PLATFORM, Store

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Asked:
    """A request that names an operation and is allowed to."""

    request_id: str
    operation: Operation
    path: dict[str, str]
    params: dict[str, Any]
    account: str
    key: Key | None


@dataclass(frozen=True)
class Api:
    """The API over one store."""

    store: Store
    api_key: str
    rules: Rules
    in_flight: idempotency.InFlight = field(default_factory=idempotency.InFlight)
    recorder: Recorder | None = None

    def answer(self, request: Request, site: str) -> Response:
        """What is said to a request of the API."""
        request_id = new_id("req_")
        fault = faults.NO_FAULT
        key, named = None, ""
        try:
            operation, path = self._recognised(request)
            named = operation.name
            fault = faults.meet(self.store, operation.name)
            self._before(fault, request)
            asked = self._asked(request, request_id, operation, path)
            key = asked.key
            with self.in_flight.alone(key):
                if fault.kind == "slow":
                    time.sleep(fault.seconds)
                answer = self._answered(asked, fault, site)
        except ApiError as no:
            answer = Answer(no.status, no.body(request_id), request_id)
        except HTTPException as no:
            refused = ApiError(no.code or 400, f"{no.name}: the request cannot be read.")
            answer = Answer(refused.status, refused.body(request_id), request_id)
        except Exception:
            _log.exception("request %s failed", request_id)
            answer = Answer(500, faults.server_error(keep=False).body(request_id), request_id)
        if self.recorder is not None and named:
            self.recorder.exchange(
                named,
                method=request.method,
                url=request.full_path.rstrip("?"),
                body=request.get_data(as_text=True) or urlencode(list(request.form.items(multi=True))),
                status=answer.status,
                answer=answer.body,
            )
        if fault.kind == "drop_after":
            _hang_up(request)
        return _response(answer, request_id, key)

    def _recognised(self, request: Request) -> tuple[Operation, dict[str, str]]:
        given = request.headers.get("Authorization", "")
        presented = request.authorization.username if given.startswith("Basic ") and request.authorization else None
        presented = presented or given.removeprefix("Bearer ").strip()
        if not presented:
            raise ApiError(401, "You did not provide an API key. Use the header `Authorization: Bearer YOUR_KEY`.")
        if not hmac.compare_digest(presented.encode(), self.api_key.encode()):
            raise ApiError(401, f"Invalid API Key provided: {presented[:8]}{'*' * 8}{presented[-4:]}")
        found = operation_at(request.method, request.path)
        if found is None:
            raise ApiError(
                404, f"Unrecognized request URL ({request.method}: {request.path}): the stand-in has no such operation."
            )
        return found

    def _before(self, fault: Fault, request: Request) -> None:
        if fault.kind == "drop_before":
            _hang_up(request)
            raise faults.server_error(keep=False)
        if fault.kind == "rate_limit_429":
            raise faults.too_many()
        if fault.kind == "error_500_before":
            raise faults.server_error(keep=False)

    def _asked(self, request: Request, request_id: str, operation: Operation, path: dict[str, str]) -> Asked:
        if operation.method == "GET":
            raw: Any = from_form(request.args.items(multi=True))
        elif operation.version == "v2":
            raw = from_json(request.get_data())
        else:
            raw = from_form(request.form.items(multi=True))
        params = operation.params.read(raw)
        account = self._account(request)
        name = request.headers.get("Idempotency-Key")
        if operation.method == "GET" or not name:
            return Asked(request_id, operation, path, params, account, None)
        if len(name) > idempotency.LONGEST:
            raise invalid_parameter("Idempotency-Key", f"A key has at most {idempotency.LONGEST} characters.")
        line = f"{request.method} {request.path}"
        key = Key(account, operation.version, name, line, idempotency.fingerprint(raw))
        return Asked(request_id, operation, path, params, account, key)

    def _account(self, request: Request) -> str:
        account = request.headers.get("Stripe-Account") or request.headers.get("Stripe-Context") or PLATFORM
        if account != PLATFORM:
            with self.store.change() as tx:
                if tx.find(account, "v2.core.account") is None:
                    raise ApiError(
                        403,
                        f"The provided key has no access to account '{account}', or that account does not exist.",
                        code="account_invalid",
                    )
        return account

    def _answered(self, asked: Asked, fault: Fault, site: str) -> Answer:
        key, version = asked.key, asked.operation.version
        with self.store.change() as tx:
            stored = idempotency.stored_answer(tx, key) if key else None
            if stored:
                return stored
            cause = Cause(asked.request_id, key.key if key else None)
            call = Call(tx, asked.params, asked.account, asked.path, site, self.rules, cause)
            try:
                with tx.all_or_nothing():
                    body = asked.operation.answer(call)
                    body = expanded(tx, json.loads(json.dumps(body)), asked.params.get("expand", []))
                answer, keeps = Answer(200, body, asked.request_id), True
            except ApiError as no:
                answer = Answer(no.status, no.body(asked.request_id), asked.request_id)
                keeps = no.keep and version == "v1"  # in v2 a failed request is tried again
            said = answer
            if fault.kind == "error_500_after":
                said = Answer(500, faults.server_error(keep=True).body(asked.request_id), asked.request_id)
            if key and keeps:
                idempotency.keep(tx, key, said if version == "v1" else answer)
        return said


def _response(answer: Answer, request_id: str, key: Key | None) -> Response:
    response = Response(json.dumps(answer.body), answer.status, mimetype="application/json")
    response.headers |= {"Request-Id": request_id, "Stripe-Version": API_VERSION}
    if key:
        response.headers["Idempotency-Key"] = key.key
        response.headers["Original-Request"] = answer.request_id
    if answer.replays:
        response.headers["Idempotent-Replayed"] = "true"
    if answer.status >= 500:
        # What is stored is replayed, so asking again is of no use.
        response.headers["Stripe-Should-Retry"] = "false"
    return response


def _hang_up(request: Request) -> None:
    """End the connection without an answer; whoever waits at its other end finds out at once."""
    connection = request.environ.get("werkzeug.socket")
    if connection is not None:
        try:
            connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            _log.debug("the caller had already gone")
