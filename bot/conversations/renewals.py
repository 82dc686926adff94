"""Renewals: looking ahead, deciding what is kept, paying what is missing, and being reminded or not."""

from __future__ import annotations

from telegram import Update
from telegram.constants import ChatAction
from telegram.ext import ConversationHandler

from bot.context import Context
from bot.conversations.doors import Conversation
from bot.screens import addon as addon_screens
from bot.screens import forecast as forecast_screens
from bot.screens import reminders as reminder_screens
from bot.screens import renewals as screens
from bot.screens import top_up as top_up_screens
from bot.screens.button_fields import Choice
from bot.screens.buttons import (
    PutFirst,
    SetSpaceAlerts,
    ShowAddon,
    ShowForecast,
    ShowRenewals,
    ShowSpaceAlerts,
    Snooze,
    SwitchRenewal,
    TopUpForecast,
    TopUpRenewal,
)
from bot.show import show
from domain.forecast import Upcoming, to_top_up
from domain.money import NOTHING, Money
from domain.top_ups import MOST_TOP_UP


async def show_renewals(update: Update, context: Context) -> int:
    """Shows the next renewal of a mailbox, and its add-ons."""
    tap = context.tapped(ShowRenewals)
    renewals = await context.keeping.renewals(tap.mailbox_id, holder_id=context.holder)
    await show(update, context, screens.renewals(context.texts, renewals, tap.page))
    return ConversationHandler.END


async def show_addon(update: Update, context: Context) -> int:
    """Shows one add-on."""
    return await _show_addon(update, context, context.tapped(ShowAddon).addon_id)


async def switch(update: Update, context: Context) -> int:
    """Has an add-on renewed, or not any longer."""
    tap = context.tapped(SwitchRenewal)
    renews = tap.renews is Choice.YES
    await context.keeping.switch(tap.addon_id, renews=renews, holder_id=context.holder)
    context.toast = context.texts.label("renewal-switched-on" if renews else "renewal-switched-off")
    return await _show_addon(update, context, tap.addon_id)


async def put_first(update: Update, context: Context) -> int:
    """Has the credit spent on an add-on before the others."""
    tap = context.tapped(PutFirst)
    await context.keeping.put_first(tap.addon_id, holder_id=context.holder)
    context.toast = context.texts.label("renewal-put-first")
    return await _show_addon(update, context, tap.addon_id)


async def _show_addon(update: Update, context: Context, addon_id: int) -> int:
    plan = await context.keeping.addon(addon_id, holder_id=context.holder)
    await show(update, context, addon_screens.addon(context.texts, plan))
    return ConversationHandler.END


async def show_forecast(update: Update, context: Context) -> int:
    """Shows what the next twelve months take."""
    forecast = await context.keeping.forecast(context.holder)
    await show(update, context, forecast_screens.forecast(context.texts, forecast, context.tapped(ShowForecast).page))
    return ConversationHandler.END


async def top_up_renewal(update: Update, context: Context) -> int:
    """Shows the payment link for exactly what the next renewal of a mailbox misses."""
    mailbox_id = context.tapped(TopUpRenewal).mailbox_id
    context.back = ShowRenewals(mailbox_id)
    renewals = await context.keeping.renewals(mailbox_id, holder_id=context.holder)
    missing = renewals.upcoming.missing if renewals.upcoming else NOTHING
    return await _offer_payment(update, context, missing, renewals.credit, renewals.upcoming)


async def top_up_forecast(update: Update, context: Context) -> int:
    """Shows the payment link for exactly what the next twelve months miss."""
    context.back = ShowForecast()
    forecast = await context.keeping.forecast(context.holder)
    return await _offer_payment(update, context, forecast.missing, forecast.credit, None)


async def _offer_payment(
    update: Update, context: Context, missing: Money, credit: Money, ahead: Upcoming | None
) -> int:
    """The way to the payment page, unless nothing is missing any more."""
    if missing <= NOTHING:
        await show(update, context, screens.not_needed(context.texts, credit, context.back))
        return ConversationHandler.END
    await context.bot.send_chat_action(context.chat, ChatAction.TYPING)
    amount = min(to_top_up(missing), MOST_TOP_UP)
    top_up = await context.top_ups.open(amount, holder_id=context.holder, chat_id=context.chat)
    waiting = len((await context.viewing.home(context.holder)).pending)
    await show(update, context, top_up_screens.pay_renewal(context.texts, top_up, missing, ahead, waiting=waiting))
    return ConversationHandler.END


async def snooze(update: Update, context: Context) -> int:
    """No reminders for a while. The reminder itself stays in the chat as it is."""
    snoozed = await context.keeping.snooze(context.tapped(Snooze).mailbox_id, holder_id=context.holder)
    await show(update, context, reminder_screens.snoozed(context.texts, snoozed))
    return ConversationHandler.END


async def show_space_alerts(update: Update, context: Context) -> int:
    """Shows whether the holder is told that an inbox fills up."""
    wanted = await context.keeping.space_alerts(context.holder)
    await show(update, context, reminder_screens.space_alerts(context.texts, wanted=wanted))
    return ConversationHandler.END


async def set_space_alerts(update: Update, context: Context) -> int:
    """Has the holder told that an inbox fills up, or not."""
    wanted = context.tapped(SetSpaceAlerts).wanted is Choice.YES
    await context.keeping.set_space_alerts(context.holder, wanted=wanted)
    await show(update, context, reminder_screens.space_alerts(context.texts, wanted=wanted))
    return ConversationHandler.END


def handlers() -> Conversation:
    """The renewals."""
    return Conversation(
        "renewals",
        taps={
            ShowRenewals: show_renewals,
            ShowAddon: show_addon,
            SwitchRenewal: switch,
            PutFirst: put_first,
            ShowForecast: show_forecast,
            TopUpRenewal: top_up_renewal,
            TopUpForecast: top_up_forecast,
            Snooze: snooze,
            ShowSpaceAlerts: show_space_alerts,
            SetSpaceAlerts: set_space_alerts,
        },
    )
