"""Money that goes back: refunds, and disputes over a payment, opened, won and lost."""

from __future__ import annotations

from bot.sandbox import stripe_errors as errors
from bot.sandbox import stripe_refunds as shapes
from bot.sandbox.clock import SandboxClock
from bot.sandbox.stripe_events import Webhooks
from bot.sandbox.stripe_forms import Json
from bot.sandbox.stripe_store import Store

# A charge can be refunded once its dispute is won; an inquiry never forbids it.
_FORBIDS_REFUNDS = frozenset({"needs_response", "under_review", "lost"})
_OPEN = frozenset({"needs_response", "under_review"})
_INQUIRY = frozenset({"warning_needs_response", "warning_under_review"})


class MoneyBack:
    """What happens to a payment after it was paid."""

    def __init__(self, store: Store, webhooks: Webhooks, clock: SandboxClock) -> None:
        self._store = store
        self._webhooks = webhooks
        self._clock = clock
        self.pending = False  # whether refunds asked for through the API wait for the bank

    # Refunds

    def refund(
        self,
        charge: Json,
        amount: int | None = None,
        *,
        reason: str | None = None,
        metadata: Json | None = None,
        pending: bool | None = None,
        mode: str | None = None,
    ) -> Json:
        """Gives back cents of a charge, all that is left by default; returns the refund.

        `charge.refunded` carries the sum of all refunds so far, pending ones too, as Stripe's does. Raises StripeError.
        """
        cents = self._refundable(charge, amount)
        pending = self.pending if pending is None else pending
        made = self._store.add(
            shapes.refund(charge, cents, reason=reason, metadata=metadata or {}, pending=pending, now=self._now())
        )
        self._count(charge, cents)
        self._webhooks.happen("refund.created", made, mode=mode)
        self._webhooks.happen("charge.refunded", charge, mode=mode)
        return made

    def settle_refund(self, refund_id: str, mode: str | None = None) -> Json:
        """The bank has taken a pending refund; returns it."""
        refund = self._store.get("refund", refund_id, param="refund")
        if refund["status"] != "pending":
            raise ValueError(f"{refund_id} is {refund['status']}, not pending")
        refund["status"] = "succeeded"
        del refund["pending_reason"]
        self._webhooks.happen("refund.updated", refund, mode=mode)
        return refund

    def fail_refund(self, refund_id: str, reason: str = "expired_or_canceled_card", mode: str | None = None) -> Json:
        """The bank sent a refund back: the money is with us again. Returns the refund."""
        refund = self._store.get("refund", refund_id, param="refund")
        if refund["status"] not in ("pending", "succeeded"):
            raise ValueError(f"{refund_id} is {refund['status']} already")
        refund.pop("pending_reason", None)
        refund.update(status="failed", failure_reason=reason)
        self._count(self._charge(refund["charge"]), -refund["amount"])
        self._webhooks.happen("refund.failed", refund, mode=mode)
        self._webhooks.happen("refund.updated", refund, mode=mode)
        return refund

    def paid_charge(self, intent_id: str) -> Json:
        """The charge that paid an intent. Raises StripeError for an unknown or unpaid one."""
        intent = self._store.get("payment_intent", intent_id, param="payment_intent", status=400)
        charge = self._store.find("charge", intent["latest_charge"] or "")
        if charge is None or not charge["paid"]:
            raise errors.no_charge_to_refund(intent_id)
        return charge

    def _refundable(self, charge: Json, amount: int | None) -> int:
        if not charge["paid"]:
            raise errors.no_charge_to_refund(charge["payment_intent"])
        if any(it["status"] in _FORBIDS_REFUNDS for it in self._disputes_of(charge)):
            raise errors.charged_back(charge["id"])
        left = _left(charge)
        if left == 0:
            raise errors.already_refunded(charge["id"])
        cents = left if amount is None else amount
        if cents < 1:
            raise ValueError(f"{cents} cents cannot be refunded")
        if cents > left:
            raise errors.more_than_is_left(cents, left, charge["currency"])
        return cents

    def _count(self, charge: Json, cents: int) -> None:
        charge["amount_refunded"] += cents
        charge["refunded"] = _left(charge) == 0

    # Disputes

    def dispute(
        self,
        charge: Json,
        amount: int | None = None,
        *,
        reason: str = "fraudulent",
        inquiry: bool = False,
        mode: str | None = None,
    ) -> Json:
        """The payer's bank takes cents of a charge back, all that is left by default; returns the dispute.

        An inquiry only announces itself: no money moves until it escalates.
        """
        left = _left(charge)
        cents = left if amount is None else amount
        if not charge["paid"] or any(it["status"] in _OPEN | _INQUIRY for it in self._disputes_of(charge)):
            raise ValueError(f"{charge['id']} is not paid, or disputed already")
        if not 0 < cents <= left:
            raise ValueError(f"{cents} cents cannot be disputed, {left} are left")
        made = self._store.add(
            shapes.dispute(charge, cents, reason=reason, inquiry=inquiry, now=self._now()),
        )
        charge["disputed"] = True
        if not inquiry:
            made["balance_transactions"].append(shapes.withdrawal(made, now=self._now()))
        self._webhooks.happen("charge.dispute.created", made, mode=mode)
        if not inquiry:
            self._webhooks.happen("charge.dispute.funds_withdrawn", made, mode=mode)
        return made

    def escalate(self, dispute_id: str, mode: str | None = None) -> Json:
        """An inquiry becomes a dispute, and the money goes; returns it."""
        dispute = self._in(dispute_id, _INQUIRY)
        dispute.update(status="needs_response", is_charge_refundable=False)
        dispute["payment_method_details"]["card"]["case_type"] = "chargeback"
        dispute["balance_transactions"].append(shapes.withdrawal(dispute, now=self._now()))
        self._webhooks.happen("charge.dispute.updated", dispute, mode=mode)
        self._webhooks.happen("charge.dispute.funds_withdrawn", dispute, mode=mode)
        return dispute

    def contest(self, dispute_id: str, mode: str | None = None) -> Json:
        """Evidence was sent in, and the bank looks at it; returns the dispute."""
        dispute = self._in(dispute_id, frozenset({"needs_response"}))
        dispute["status"] = "under_review"
        dispute["evidence_details"].update(has_evidence=True, submission_count=1)
        self._webhooks.happen("charge.dispute.updated", dispute, mode=mode)
        return dispute

    def win(self, dispute_id: str, mode: str | None = None) -> Json:
        """The bank decides for us and the money comes back; an inquiry is merely closed. Returns the dispute."""
        dispute = self._in(dispute_id, _OPEN | _INQUIRY)
        asked_only = dispute["status"] in _INQUIRY
        dispute.update(status="warning_closed" if asked_only else "won", is_charge_refundable=True)
        if not asked_only:
            dispute["balance_transactions"].append(shapes.reinstatement(dispute, now=self._now()))
        self._webhooks.happen("charge.dispute.closed", dispute, mode=mode)
        if not asked_only:
            self._webhooks.happen("charge.dispute.funds_reinstated", dispute, mode=mode)
        return dispute

    def lose(self, dispute_id: str, mode: str | None = None) -> Json:
        """The bank decides for the payer: the money stays away. Returns the dispute."""
        dispute = self._in(dispute_id, _OPEN)
        dispute["status"] = "lost"
        self._webhooks.happen("charge.dispute.closed", dispute, mode=mode)
        return dispute

    def balance(self) -> dict[str, int]:
        """Cents received and neither refunded nor withdrawn, less the fees of disputes, by currency."""
        sums: dict[str, int] = {}
        for charge in self._store.all("charge"):
            moved = [txn["net"] for it in self._disputes_of(charge) for txn in it["balance_transactions"]]
            sums[charge["currency"]] = sums.get(charge["currency"], 0) + _left(charge) + sum(moved)
        return sums

    def _in(self, dispute_id: str, states: frozenset[str]) -> Json:
        dispute = self._store.get("dispute", dispute_id, param="dispute")
        if dispute["status"] not in states:
            raise ValueError(f"{dispute_id} is {dispute['status']}, not one of {', '.join(sorted(states))}")
        return dispute

    def _disputes_of(self, charge: Json) -> list[Json]:
        return [it for it in self._store.all("dispute") if it["charge"] == charge["id"]]

    def _charge(self, charge_id: str) -> Json:
        return self._store.get("charge", charge_id, param="charge")

    def _now(self) -> int:
        return self._clock.timestamp()


def _left(charge: Json) -> int:
    return int(charge["amount_captured"] - charge["amount_refunded"])
