"""What the addresses of refunds and disputes do."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.sandbox.stripe_errors import StripeError
from bot.sandbox.stripe_forms import Json
from bot.sandbox.stripe_money_back import MoneyBack
from bot.sandbox.stripe_store import Store

Handler = Callable[[Json, str], Json]


class MoneyBackResources:
    """The handlers, each given the typed parameters and the id that stood in the path."""

    def __init__(self, store: Store, money_back: MoneyBack) -> None:
        self._store = store
        self._money_back = money_back
        self.handlers: Mapping[tuple[str, str], Handler] = {
            ("POST", "/v1/refunds"): self.create_refund,
            ("GET", "/v1/refunds"): self.list_refunds,
            ("GET", "/v1/refunds/{refund}"): lambda _, it: store.get("refund", it, param="refund"),
            ("GET", "/v1/disputes"): self.list_disputes,
            ("GET", "/v1/disputes/{dispute}"): lambda _, it: store.get("dispute", it, param="dispute"),
        }

    def create_refund(self, given: Json, _: str) -> Json:
        metadata = {key: text for key, text in given.get("metadata", {}).items() if text}
        return self._money_back.refund(
            self._charge(given), given.get("amount"), reason=given.get("reason"), metadata=metadata
        )

    def list_refunds(self, given: Json, _: str) -> Json:
        return self._about_payments("refund", given, "/v1/refunds")

    def list_disputes(self, given: Json, _: str) -> Json:
        return self._about_payments("dispute", given, "/v1/disputes")

    def _charge(self, given: Json) -> Json:
        if "charge" in given and "payment_intent" in given:
            raise StripeError(
                "You may only specify one of these parameters: charge, payment_intent.", code="parameters_exclusive"
            )
        if "charge" in given:
            return self._store.get("charge", given["charge"], param="charge", status=400)
        if "payment_intent" in given:
            return self._money_back.paid_charge(given["payment_intent"])
        raise StripeError(
            "One of the following params should be provided for this request: payment_intent or charge.",
            code="parameter_missing",
        )

    def _about_payments(self, kind: str, given: Json, url: str) -> Json:
        wanted = {name: given[name] for name in ("charge", "payment_intent") if name in given}
        for name, thing_id in wanted.items():
            self._store.get(name, thing_id, param=name, status=400)
        return self._store.page(
            kind, given, url, lambda it: all(it[name] == thing_id for name, thing_id in wanted.items())
        )
