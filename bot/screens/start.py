"""The first contact: which language, and what this is."""

from __future__ import annotations

from collections.abc import Mapping

from bot.screens.buttons import ChooseLanguage, LogIn, SetLanguage, ShowHelp
from bot.screens.screen import Row, Screen, Tap, paragraphs, with_way_home
from bot.screens.texts import Texts
from domain.holders import Language


def choose_language(all_texts: Mapping[Language, Texts], current: Language | None) -> Screen:
    """The languages. At the first contact, when none is chosen yet, the question is asked in each of them."""
    names = {language: texts.label("language-name") for language, texts in all_texts.items()}
    if current is None:
        question = paragraphs(*(texts("language-welcome") for texts in all_texts.values()))
        return Screen(question, tuple((Tap(name, SetLanguage(language)),) for language, name in names.items()))
    texts = all_texts[current]
    rows: list[Row] = []
    for language, name in names.items():
        label = texts.label("language-current", name=name) if language is current else name
        rows.append((Tap(label, SetLanguage(language)),))
    return with_way_home(texts, texts("language-question"), *rows)


def welcome(texts: Texts) -> Screen:
    """What a person sees who is not logged in."""
    return Screen(
        texts("welcome"),
        (
            (Tap(texts.label("key-log-in"), LogIn(), "primary"),),
            (Tap(texts.label("key-help"), ShowHelp()), Tap(texts.label("key-language"), ChooseLanguage())),
        ),
    )
