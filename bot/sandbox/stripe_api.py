"""Stripe's REST API over HTTP: key, parameters, idempotency, and a record of every call."""

from __future__ import annotations

import asyncio
import base64
import copy
import re
import secrets
import time
from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox import stripe_errors as errors
from bot.sandbox.clock import SandboxClock
from bot.sandbox.events import Broadcaster
from bot.sandbox.stripe_errors import StripeError
from bot.sandbox.stripe_faults import Fault, Faults
from bot.sandbox.stripe_forms import Json, decode, read
from bot.sandbox.stripe_objects import API_VERSION
from bot.sandbox.stripe_parameters import TABLES
from bot.sandbox.stripe_resources import Resources
from bot.sandbox.stripe_store import Store

KEY_LIFE = 24 * 3600


@dataclass(frozen=True, kw_only=True, slots=True)
class Recorded:
    """One call as it came in and went out; `form` and `query` still encoded."""

    method: str
    path: str
    query: str
    form: str
    idempotency_key: str | None
    status: int
    answer: Json
    at: str
    ms: int
    replayed: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class _Kept:
    """What an idempotency key stands for; without an answer it is still in progress."""

    fingerprint: str
    at: int
    request_id: str
    status: int = 0
    answer: Json | None = None


class Api:
    """The one entry of every `/v1/` call."""

    def __init__(
        self,
        resources: Resources,
        store: Store,
        events: Broadcaster,
        clock: SandboxClock,
        *,
        key: str,
    ) -> None:
        self._resources = resources
        self._store = store
        self._events = events
        self._clock = clock
        self._keys: dict[str, _Kept] = {}
        self.key = key
        self.faults = Faults()
        self.requests: list[Recorded] = []
        self._routes = [
            (method, template, re.compile(re.sub(r"\{[a-z_]+\}", "([^/]+)", template))) for method, template in TABLES
        ]

    async def handle(self, request: Request) -> Response:
        """Answers one call and records it, hung up or not."""
        call = _Call(
            method=request.method,
            path=request.url.path,
            query=request.url.query,
            form=(await request.body()).decode("utf-8", "replace"),
            key=request.headers.get("idempotency-key"),
            authorization=request.headers.get("authorization", ""),
            request_id="req_" + secrets.token_hex(7),
        )
        started = time.perf_counter()
        fault = self.faults.meet(call.method, call.path)
        if fault is not None and not fault.after_recording:
            reply = await self._failed_before(request, call, fault)
        else:
            reply = self._reply(call)
        self._record(call, reply, started)
        if fault is not None and fault.after_recording:
            reply = await self._answer_lost(request, reply, fault)
        return self._response(request, call, reply)

    async def _failed_before(self, request: Request, call: _Call, fault: Fault) -> _Reply:
        """The call never reaches Stripe's books; a key hangs as 'in progress' meanwhile."""
        if fault.seconds is not None:
            if call.key and call.method == "POST":
                self._keys[call.key] = self._begun(call)
            await _hang(request, fault.seconds)
            if call.key and self._keys.get(call.key) == self._begun(call):
                del self._keys[call.key]
            fault = replace(fault, status=504)
        return _Reply(status=fault.status, answer=errors.server_trouble(fault.status).body())

    async def _answer_lost(self, request: Request, reply: _Reply, fault: Fault) -> _Reply:
        if fault.seconds is not None:
            await _hang(request, fault.seconds)
            return reply
        return replace(reply, status=fault.status, answer=errors.server_trouble(fault.status).body())

    def _reply(self, call: _Call) -> _Reply:
        """Refuses the unauthorised, replays a known key, or does the work."""
        try:
            self._authorise(call.authorization)
            if call.method != "POST" or call.key is None:
                return _Reply(answer=self._execute(call))
            return self._once(call, call.key)
        except StripeError as error:
            return _Reply(status=error.status, answer=error.body())

    def _once(self, call: _Call, key: str) -> _Reply:
        if len(key) > 255:
            raise StripeError("Idempotency keys can be at most 255 characters long.")
        kept = self._keys.get(key)
        if kept is not None and self._clock.timestamp() - kept.at < KEY_LIFE:
            if kept.fingerprint != call.fingerprint:
                raise errors.other_parameters(key)
            if kept.answer is None:
                raise errors.key_in_use(key)
            return _Reply(
                status=kept.status,
                answer=copy.deepcopy(kept.answer),
                original=kept.request_id,
            )
        # What never began is not kept: a refused parameter may be corrected under the same key.
        try:
            reply = _Reply(answer=self._execute(call))
        except StripeError as error:
            if not error.kept:
                raise
            reply = _Reply(status=error.status, answer=error.body())
        self._keys[key] = replace(self._begun(call), status=reply.status, answer=copy.deepcopy(reply.answer))
        return reply

    def _begun(self, call: _Call) -> _Kept:
        return _Kept(fingerprint=call.fingerprint, at=self._clock.timestamp(), request_id=call.request_id)

    def _execute(self, call: _Call) -> Json:
        template, wanted = self._find(call.method, call.path)
        given = read(
            TABLES[call.method, template],
            decode(call.query if call.method == "GET" else call.form),
        )
        expand = given.pop("expand", [])
        answer = self._resources.handlers[call.method, template](given, wanted)
        return self._store.expanded(answer, expand)

    def _find(self, method: str, path: str) -> tuple[str, str]:
        for its_method, template, pattern in self._routes:
            found = pattern.fullmatch(path)
            if found and its_method == method:
                return template, found[1] if found.groups() else ""
        raise errors.unknown_url(method, path)

    def _authorise(self, header: str) -> None:
        scheme, _, given = header.partition(" ")
        if scheme.lower() == "basic":
            try:
                given = base64.b64decode(given, validate=True).decode().partition(":")[0]
            except ValueError:
                given = ""
        if not given:
            raise errors.no_key()
        if not secrets.compare_digest(given.encode(), self.key.encode()):
            raise errors.wrong_key(given)

    def _record(self, call: _Call, reply: _Reply, started: float) -> None:
        recorded = Recorded(
            method=call.method,
            path=call.path,
            query=call.query,
            form=call.form,
            idempotency_key=call.key,
            status=reply.status,
            answer=reply.answer,
            at=self._clock.now().isoformat(),
            ms=round((time.perf_counter() - started) * 1000),
            replayed=reply.original is not None,
        )
        self.requests.append(recorded)
        self._events.publish(
            {
                "kind": "call",
                "api": "stripe",
                "method": f"{call.method} {call.path}",
                "request": _readable(call),
                "answer": reply.answer,
                "status": reply.status,
                "at": recorded.at,
                "ms": recorded.ms,
            }
        )

    def _response(self, request: Request, call: _Call, reply: _Reply) -> Response:
        headers = {
            "Request-Id": call.request_id,
            "Stripe-Version": request.headers.get("stripe-version", API_VERSION),
        }
        if call.key is not None:
            headers["Idempotency-Key"] = call.key
        if reply.original is not None:
            headers["Idempotent-Replayed"] = "true"
            headers["Original-Request"] = reply.original
        if reply.status == 401:
            headers["WWW-Authenticate"] = 'Bearer realm="Stripe"'
        return JSONResponse(reply.answer, status_code=reply.status, headers=headers)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Call:
    method: str
    path: str
    query: str
    form: str
    key: str | None
    authorization: str
    request_id: str

    @property
    def fingerprint(self) -> str:
        return f"{self.path}?{'&'.join(sorted(self.form.split('&')))}"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Reply:
    answer: Json
    status: int = 200
    original: str | None = None


def _readable(call: _Call) -> Json:
    try:
        return decode(call.query if call.method == "GET" else call.form)
    except StripeError:
        return {"unreadable": call.form}


async def _hang(request: Request, seconds: float) -> None:
    """Keeps the caller waiting until it gives up or the time is over."""
    try:
        async with asyncio.timeout(seconds):
            while (await request.receive())["type"] != "http.disconnect":
                pass
    except TimeoutError:
        return
