"""Every screen, in every language, is one that Telegram takes and a holder can leave."""

import re

import pytest

from bot.screens import refusals
from bot.screens.commands import admin_commands, bot_profile, commands
from bot.screens.texts import Texts
from domain import admin_errors, errors
from domain.notices import NoticeKind
from tests.screens.checks import check
from tests.screens.facts import SAID_ELSEWHERE
from tests.screens.samples import REFUSALS, Build, samples

# A menu needs no way to itself; before a language and in a group there is no menu to go to.
SAMPLES = dict(samples())
WITHOUT_A_WAY_HOME = {
    "first contact",
    "welcome",
    "welcome, admin",
    *(name for name in SAMPLES if name.startswith("home, ")),
}


def test_the_samples_have_names_of_their_own() -> None:
    assert len(SAMPLES) == len(list(samples()))


@pytest.mark.parametrize(("name", "build"), SAMPLES.items(), ids=list(SAMPLES))
def test_a_screen_is_one_that_telegram_takes(name: str, build: Build, texts: Texts) -> None:
    check(build(texts), has_way_home=name not in WITHOUT_A_WAY_HOME)


def test_every_refusal_has_a_sentence_of_its_own(texts: Texts) -> None:
    known = (*vars(errors).values(), *vars(admin_errors).values())
    kinds = {kind for kind in known if isinstance(kind, type) and issubclass(kind, Exception)}
    assert {type(error) for error in REFUSALS} == kinds
    assert len({refusals.text_key(kind) for kind in kinds}) == len(kinds)
    assert len({refusals.refused(texts, error).text for error in REFUSALS}) == len(REFUSALS)


def test_a_refusal_of_another_room_gets_the_sentence_of_its_kind() -> None:
    class Elsewhere(errors.Refused):
        """A refusal that only another room knows."""

    assert refusals.text_key(Elsewhere) == "refused-refused"


def test_every_notice_to_a_chat_has_a_screen() -> None:
    shown = {name.split(", ")[1] for name in SAMPLES if name.startswith("notice ")}
    assert shown == {kind.value for kind in NoticeKind} - {kind.value for kind in SAID_ELSEWHERE}


def test_the_commands_are_ones_that_telegram_takes(texts: Texts) -> None:
    for command, description in commands(texts) + admin_commands(texts):
        assert re.fullmatch(r"[a-z0-9_]{1,32}", command)
        assert 3 <= len(description) <= 256


def test_the_help_names_every_command(texts: Texts) -> None:
    shown = SAMPLES["help"](texts).text
    assert [command for command, _ in commands(texts) if f"/{command} " not in shown] == []


def test_the_profile_is_one_that_telegram_takes(texts: Texts) -> None:
    profile = bot_profile(texts)
    assert len(profile.name) <= 64
    assert len(profile.description) <= 512
    assert len(profile.short_description) <= 120
