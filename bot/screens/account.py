"""What can be looked at and changed about oneself."""

from __future__ import annotations

from bot.screens.buttons import LogOut
from bot.screens.buttons.access import ShowChats
from bot.screens.buttons.account import ChoosePassword, ShowProfile
from bot.screens.buttons.papers import ShowPapers
from bot.screens.buttons.privacy import ShowPrivacy
from bot.screens.screen import Screen, Tap, with_way_home
from bot.screens.texts import Texts


def account(texts: Texts) -> Screen:
    """Where to go from the account."""
    return with_way_home(
        texts,
        texts("account"),
        (Tap(texts.label("key-profile"), ShowProfile()),),
        (Tap(texts.label("key-change-password"), ChoosePassword()),),
        (Tap(texts.label("key-papers"), ShowPapers()),),
        (Tap(texts.label("key-accesses"), ShowChats()),),
        (Tap(texts.label("key-privacy"), ShowPrivacy()),),
        (Tap(texts.label("key-log-out"), LogOut()),),
    )
