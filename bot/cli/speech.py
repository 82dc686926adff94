"""How a command speaks: a sentence to the person at the terminal, or one JSON document to a program."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.screens.texts import Texts, Variable, load_language
from domain.holders import Language

OK = 0
REFUSED = 1  # or found wrong
USAGE = 2
INTERRUPTED = 130  # what shells say of whatever Ctrl-C has ended


def choose_texts(terminal: str) -> Texts:
    """Italian words for a terminal set to Italian (`it_IT.UTF-8`), English for any other."""
    language = Language.ITALIAN if terminal.lower().startswith("it") else Language.ENGLISH
    return load_language(language)


@dataclass(frozen=True, kw_only=True, slots=True)
class Speech:
    """Standard output carries the answer, standard error what is wrong. With `as_json` sentences are left out.

    `asked` is what a refusal repeats of the question, for a program.
    """

    texts: Texts
    as_json: bool = False
    asked: Mapping[str, Any] = field(default_factory=dict)

    def say(self, key: str, /, **variables: Variable) -> None:
        """A sentence of the answer."""
        self.say_as_is(self.words(key, **variables))

    def say_as_is(self, line: str) -> None:
        """A line of the answer that has its words already."""
        if not self.as_json:
            print(line, flush=True)

    def refuse(self, key: str, /, **variables: Variable) -> int:
        """Refuses: why, and what to do about it."""
        return self.refuse_as_is(key, self.words(key, **variables))

    def refuse_as_is(self, code: str, line: str, /, **facts: Any) -> int:
        """Refuses in words that are made already: the same document for every command, with these facts besides."""
        self.document({"refused": code, "detail": line, **self.asked, **facts})
        self.complain_as_is(line)
        return REFUSED

    def complain(self, key: str, /, **variables: Variable) -> None:
        """What is wrong, and what to do about it."""
        self.complain_as_is(self.words(key, **variables))

    def complain_as_is(self, line: str) -> None:
        """A line about what is wrong that has its words already."""
        print(line, file=sys.stderr, flush=True)

    def words(self, key: str, /, **variables: Variable) -> str:
        """A sentence of the command line."""
        return self.texts.label(f"cli-{key}", **variables)

    def document(self, answer: Mapping[str, Any]) -> None:
        """The answer for a program: one document, and nothing else."""
        if self.as_json:
            print(json.dumps(answer), flush=True)
