"""What is wrong with a setting, in words."""

from __future__ import annotations

from bot.cli.speech import USAGE, Speech
from bot.screens.texts import Variable
from bot.setting_sources import SettingProblem, SettingsRefused


def complaint(problem: SettingProblem, speech: Speech) -> tuple[str, dict[str, Variable]]:
    """The key of a sentence and its facts: which setting, what is wrong, what to write."""
    setting = problem.name.removesuffix("_FILE") if problem.code == "unreadable" else problem.name
    hint = speech.words(f"hint-{setting.lower().replace('_', '-')}")
    return f"setting-{problem.code}", {"name": problem.name, "setting": setting, "hint": hint}


def refuse_settings(refused: SettingsRefused, speech: Speech) -> int:
    """One line about the first problem, which names the others."""
    first, *others = refused.problems
    key, facts = complaint(first, speech)
    line = speech.words(key, **facts)
    if others:
        line += " " + speech.words("setting-others", names=", ".join(other.name for other in others))
    speech.refuse_as_is(key, line, settings=[problem.name for problem in refused.problems])
    return USAGE
