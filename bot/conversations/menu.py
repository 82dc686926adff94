"""The way home, help and language: what everybody may ask for at any time."""

from __future__ import annotations

from dataclasses import replace

from telegram import Update
from telegram.ext import ConversationHandler

from bot.context import Context
from bot.conversations.doors import Conversation
from bot.conversations.typed import person
from bot.screens import help as help_screens
from bot.screens import home as home_screens
from bot.screens import start as start_screens
from bot.screens.buttons import ChooseLanguage, Home, SetLanguage, ShowHelp
from bot.screens.deep_links import button_of_payload
from bot.show import show
from bot.turn import current_turn


async def show_home(update: Update, context: Context) -> int:
    """Shows the menu to a holder, and the welcome to anybody else. Whatever was going on is over."""
    turn = current_turn()
    turn.dialog = replace(turn.dialog, resume=None)
    if context.arrival.session is None:
        screen = start_screens.welcome(context.texts)
    else:
        screen = home_screens.home(context.texts, await context.viewing.home(context.holder))
    is_admin = person(update) in context.services.admins
    await show(update, context, home_screens.with_desk(context.texts, screen) if is_admin else screen)
    return ConversationHandler.END


async def start(update: Update, context: Context) -> int:
    """Goes where a link from outside leads, else to the menu."""
    context.led_to = button_of_payload(" ".join(context.args or ()))
    return await show_home(update, context) if context.led_to is None else ConversationHandler.END


async def show_help(update: Update, context: Context) -> None:
    """Explains what the bot can do."""
    await show(update, context, help_screens.show_help(context.texts))


async def choose_language(update: Update, context: Context) -> None:
    """Offers the languages."""
    await show(update, context, start_screens.choose_language(context.services.texts, context.language))


async def set_language(update: Update, context: Context) -> int | None:
    """Speaks the chosen language from now on. A question or a quote on the screen is shown again in it."""
    context.language = context.tapped(SetLanguage).language
    await context.contacts.choose_language(context.chat, context.language)
    if context.standing.state is None:
        return await show_home(update, context)
    context.asking_again = True
    return None


def handlers() -> Conversation:
    """The menu, open to everybody."""
    return Conversation(
        "menu",
        public=True,
        taps={Home: show_home, ShowHelp: show_help, ChooseLanguage: choose_language, SetLanguage: set_language},
        commands={
            ("start",): start,
            ("menu", "annulla", "cancel"): show_home,
            ("aiuto", "help"): show_help,
            ("lingua", "language"): choose_language,
        },
    )
