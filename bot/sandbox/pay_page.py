"""The payment page: what Stripe shows behind a payment link, clearly a sandbox's."""

from __future__ import annotations

import html
import re
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.sandbox.stripe_cards import read_card
from bot.sandbox.stripe_checkout import Checkout, LinkClosed
from bot.sandbox.stripe_errors import StripeError, money
from bot.sandbox.stripe_events import MODES, Webhooks
from bot.sandbox.stripe_forms import Json
from bot.sandbox.stripe_store import Store

_PAGE = Template((Path(__file__).parent / "pay.html").read_text("utf-8"))
_FORM = Template((Path(__file__).parent / "pay_form.html").read_text("utf-8"))
_SAFE = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; "
    "script-src 'unsafe-inline'; form-action 'self'; base-uri 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
}


class PayPage:
    """Three addresses: the form, its submission, and the thanks afterwards."""

    def __init__(self, store: Store, checkout: Checkout, webhooks: Webhooks) -> None:
        self._store = store
        self._checkout = checkout
        self._webhooks = webhooks

    def routes(self) -> list[Route]:
        return [
            Route("/pay/{link}", self.show, methods=["GET"]),
            Route("/pay/{link}", self.submit, methods=["POST"]),
            Route("/pay/{link}/done", self.thanks, methods=["GET"]),
        ]

    async def show(self, request: Request) -> Response:
        """The form, on a session of its own, as Stripe opens one for every visit."""
        try:
            link = self._checkout.link(request.path_params["link"])
            session = self._checkout.reopen(link, request.query_params.get("session"))
        except StripeError:
            return self._closed("There is no such payment link.", 404)
        except LinkClosed as closed:
            return self._closed(closed.message, 200)
        return self._form(link, session, {})

    async def submit(self, request: Request) -> Response:
        """Pays, and sends the payer on; a refused card comes back with the reason."""
        given = dict(parse_qsl((await request.body()).decode("utf-8", "replace")))
        try:
            link = self._checkout.link(request.path_params["link"])
            session = self._checkout.reopen(link, given.get("session"))
        except StripeError:
            return self._closed("There is no such payment link.", 404)
        except LinkClosed as closed:
            return self._closed(closed.message, 409)
        try:
            month, year = _expiry(given.get("exp", ""))
            _check_cvc(given.get("cvc", ""))
            card = read_card(given.get("number", ""), exp_month=month, exp_year=year)
            mode = given.get("webhook")
            self._checkout.pay(
                session,
                card,
                mode=mode if mode in MODES else None,
                email=given.get("email") or "payer@example.org",
                name=given.get("name") or "Sandbox Payer",
            )
        except StripeError as error:
            return self._form(link, session, given, error)
        return RedirectResponse(f"/pay/{link['id']}/done?session={session['id']}", 303)

    async def thanks(self, request: Request) -> Response:
        """Says that the money was received and tells an enclosing page so."""
        session = self._store.find("checkout.session", request.query_params.get("session", ""))
        if session is None or session["payment_link"] != request.path_params["link"]:
            return self._closed("There is no such payment.", 404)
        if session["status"] != "complete":
            return self._closed("This payment has not been completed.", 200)
        link = self._checkout.link(session["payment_link"])
        amount = money(session["amount_total"], session["currency"])
        return _page(
            title="Payment received",
            body=(
                '<div class="result"><div class="tick" aria-hidden="true">✓</div>'
                f'<h1 role="status">Payment received</h1><p class="amount">{_safe(amount)}</p>'
                f"{_farewell(link, session)}</div>"
            ),
            kind="paid",
        )

    def _form(self, link: Json, session: Json, given: dict[str, str], error: StripeError | None = None) -> Response:
        items = self._store.line_items[link["id"]]
        chosen = given.get("webhook", self._webhooks.mode)
        body = _FORM.substitute(
            action=_safe(f"/pay/{link['id']}"),
            session=_safe(session["id"]),
            product=_safe(", ".join(item["description"] for item in items)),
            description=_safe((link["payment_intent_data"] or {}).get("description") or ""),
            amount=_safe(money(session["amount_total"], session["currency"])),
            error=f'<p class="error" role="alert" id="error">{_safe(error.message)}</p>' if error else "",
            **_marks(error),
            exp=_safe(given.get("exp", "")),
            name=_safe(given.get("name", "")),
            email=_safe(given.get("email", "")),
            **{mode: "checked" if chosen == mode else "" for mode in MODES},
        )
        return _page(title="Pay", body=body, kind="", status=402 if error else 200)

    def _closed(self, message: str, status: int) -> Response:
        return _page(
            title="Payment link",
            body=(
                '<div class="result"><div class="tick off" aria-hidden="true">–</div>'
                f'<h1 role="status">{_safe(message)}</h1>'
                '<p><button type="button" class="pay" data-close>Close</button></p></div>'
            ),
            kind="",
            status=status,
        )


def _page(*, title: str, body: str, kind: str, status: int = 200) -> Response:
    text = _PAGE.substitute(title=_safe(title), body=body, kind=_safe(kind))
    return HTMLResponse(text, status_code=status, headers=_SAFE)


def _farewell(link: Json, session: Json) -> str:
    redirect = link["after_completion"].get("redirect")
    if redirect:
        target = redirect["url"].replace("{CHECKOUT_SESSION_ID}", session["id"])
        return f'<p><a class="pay" href="{_safe(target)}" data-back>Back to the chat</a></p>'
    confirmation = link["after_completion"].get("hosted_confirmation") or {}
    message = confirmation.get("custom_message") or "Thank you. You can close this page."
    return f'<p>{_safe(message)}</p><p><button type="button" class="pay" data-close>Close</button></p>'


def _marks(error: StripeError | None) -> dict[str, str]:
    """Which field of the form is at fault, said to screen readers too."""
    fields = {"invalid_expiry_year": "exp", "expired_card": "exp", "invalid_cvc": "cvc", "incorrect_cvc": "cvc"}
    wrong = fields.get(error.code or "", "number") if error else None
    mark = 'aria-invalid="true" aria-describedby="error"'
    return {f"{field}_mark": mark if field == wrong else "" for field in ("number", "exp", "cvc")}


def _safe(text: Any) -> str:
    return html.escape(str(text), quote=True)


def _expiry(typed: str) -> tuple[int, int]:
    found = re.fullmatch(r"\s*([0-9]{1,2})\s*/?\s*((?:20)?[0-9]{2})\s*", typed)
    if found is None or not 1 <= int(found[1]) <= 12:
        raise StripeError("Your card's expiration date is invalid.", kind="card_error", code="invalid_expiry_year")
    return int(found[1]), 2000 + int(found[2]) % 100


def _check_cvc(typed: str) -> None:
    if not re.fullmatch(r"\s*[0-9]{3,4}\s*", typed):
        raise StripeError("Your card's security code is invalid.", kind="card_error", code="invalid_cvc")
