"""One add-on: whether it is renewed, what that takes, and its place in the order."""

from __future__ import annotations

from bot.screens.button_fields import Choice
from bot.screens.buttons import PutFirst, ShowRenewals, SwitchRenewal
from bot.screens.screen import Screen, Tap, lines, paragraphs, with_way_home
from bot.screens.texts import Texts
from domain.keeping import AddonPlan
from domain.renewals import Fate


def addon(texts: Texts, plan: AddonPlan) -> Screen:
    """What is to become of an add-on, and what its holder can decide."""
    one = plan.addon
    title = texts("addon-title", service=texts(f"service-{one.service}"), gb=one.gb, mailbox=plan.mailbox.address)
    text = paragraphs(lines(title, _until(texts, plan)), _renewal(texts, plan), _place(texts, plan))
    first = (Tap(texts.label("key-put-first"), PutFirst(one.id), "primary"),) if plan.may_be_first else ()
    back = (Tap(texts.label("key-back-to-renewals"), ShowRenewals(plan.mailbox.id)),)
    switch = () if plan.price is None else (_switch(texts, plan),)
    return with_way_home(texts, text, first, switch, back)


def _until(texts: Texts, plan: AddonPlan) -> str:
    if plan.addon.grace_until is not None:
        return texts("addon-unpaid", until=plan.addon.grace_until)
    return texts("addon-until", until=plan.addon.runs_until)


def _renewal(texts: Texts, plan: AddonPlan) -> str:
    """Whether it is renewed, and what would happen otherwise."""
    until, price = plan.addon.due_on, plan.price
    if price is None:
        return texts("addon-unrenewed")
    if not plan.addon.renews:
        return paragraphs(texts("addon-stops", until=until), texts("addon-if-renewed", price=price.gross))
    key = "addon-renews" if plan.addon.grace_until is None else "addon-renews-at-once"
    return paragraphs(
        texts(key, price=price.gross, years=price.years),
        texts("addon-short", until=until) if plan.fate is Fate.SHORT else None,
        texts("addon-if-stopped", until=until),
    )


def _place(texts: Texts, plan: AddonPlan) -> str | None:
    """Its place in the order, where the credit is not enough for all."""
    if not plan.is_contested:
        return None
    return texts("addon-place", place=plan.place) if plan.place > 1 else texts("addon-first")


def _switch(texts: Texts, plan: AddonPlan) -> Tap:
    if plan.addon.renews:
        return Tap(texts.label("key-stop-renewing"), SwitchRenewal(plan.addon.id, Choice.NO), "danger")
    return Tap(texts.label("key-renew"), SwitchRenewal(plan.addon.id, Choice.YES), "success")
