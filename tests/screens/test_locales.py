"""The files of texts: complete, of one mind, and without words that nobody says."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from fluent.syntax import FluentParser, ast

from bot.papers.movements import movements_csv
from bot.papers.receipts import receipt_page
from bot.screens import mails, notices, papers
from bot.screens.commands import admin_commands, bot_profile, commands
from bot.screens.format import Patterns
from bot.screens.texts import LOCALES, TextMissing, Texts, Variable, load_texts
from domain.holders import Language
from domain.notices import Channel
from tests.screens.account_facts import account_told
from tests.screens.activation_facts import refunded_told
from tests.screens.broadcast_facts import report
from tests.screens.money_samples import money_told
from tests.screens.papers_facts import every_receipt
from tests.screens.renewal_facts import all_told
from tests.screens.samples import samples


def messages(language: Language) -> Iterator[ast.Message]:
    for path in sorted((LOCALES / language).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            assert isinstance(entry, ast.Message | ast.Comment), (path.name, entry)
            if isinstance(entry, ast.Message):
                yield entry


def variables(node: Any) -> set[str]:
    """The variables that a part of a text names."""
    if isinstance(node, ast.VariableReference):
        return {node.id.name}
    if isinstance(node, list):
        return set().union(*(variables(part) for part in node))
    return variables(list(vars(node).values())) if isinstance(node, ast.BaseNode) else set()


def test_both_languages_have_the_same_files() -> None:
    names = {language: sorted(path.name for path in (LOCALES / language).iterdir()) for language in Language}
    assert names[Language.ITALIAN] == names[Language.ENGLISH]


def test_both_languages_have_the_same_keys_with_the_same_variables() -> None:
    italian, english = ({m.id.name: variables(m) for m in messages(language)} for language in Language)
    assert italian == english


class Listening(Texts):
    """Texts that remember what was asked of them."""

    def __call__(self, key: str, /, **variables: Variable) -> str:
        ASKED.add(key)
        return super().__call__(key, **variables)

    def label(self, key: str, /, **variables: Variable) -> str:
        ASKED.add(key)
        return super().label(key, **variables)


ASKED: set[str] = set()
CODE = "\n".join(path.read_text(encoding="utf-8") for path in (LOCALES.parent / "bot").rglob("*.py"))


def named_elsewhere(key: str) -> bool:
    """Whether a text belongs to the command line, or is named in the code of another room of the face."""
    return key.startswith("cli-") or f'"{key}"' in CODE


@pytest.mark.usefixtures("_listening_first_contact")
@pytest.mark.parametrize("language", Language)
def test_every_text_is_said_by_somebody(language: Language, all_texts: Mapping[Language, Texts]) -> None:
    ASKED.clear()
    texts = all_texts[language]
    listening = Listening(texts.language, texts.bundle, texts.patterns)
    for _, build in samples():
        build(listening)
    told = (*all_told(Channel.EMAIL, "mario@example.org"), *account_told(), *money_told(), *refunded_told())
    for _, notice in told:
        screen = notices.notice(listening, notice, None)
        mails.letter(listening, notice, screen, name="Mario", bot_username="area_clienti_bot")
    for receipt in every_receipt():
        receipt_page(listening, receipt)
        papers.receipt_name(listening, receipt)
    movements_csv(listening, ())
    report(listening)
    commands(listening)
    admin_commands(listening)
    bot_profile(listening)
    written = {message.id.name for message in messages(language)}
    assert {key for key in written - ASKED if not named_elsewhere(key)} == set()


@pytest.fixture
def _listening_first_contact(monkeypatch: pytest.MonkeyPatch) -> None:
    """The choice of a language takes all texts at once; its sample loads them here."""

    def load() -> dict[Language, Texts]:
        return {name: Listening(name, texts.bundle, texts.patterns) for name, texts in load_texts().items()}

    monkeypatch.setattr("tests.screens.samples.load_texts", load)


def test_a_text_that_is_not_there_is_an_error(texts: Texts) -> None:
    with pytest.raises(TextMissing):
        texts("no-such-text")


def test_a_text_without_its_variable_is_an_error(texts: Texts) -> None:
    with pytest.raises(TextMissing):
        texts("credit")


def folder_with(tmp_path: Path, broken: str) -> Path:
    for language in Language:
        (tmp_path / language).mkdir()
        (tmp_path / language / "words.ftl").write_text(broken, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("broken", "reason"),
    [("one = 1\none = 2\n", "one is written twice"), ("one 1\n", "not understood"), ("", "no text pattern-day")],
)
def test_a_broken_file_of_texts_is_an_error_at_the_start(tmp_path: Path, broken: str, reason: str) -> None:
    with pytest.raises(TextMissing, match=reason):
        load_texts(folder_with(tmp_path, broken))


def test_a_text_of_attributes_only_is_an_error(tmp_path: Path) -> None:
    patterns = "pattern-day = d\npattern-instant = d\npattern-time = H\npattern-first = º\n"
    loaded = load_texts(folder_with(tmp_path, f"{patterns}one =\n    .about = 1\n"))[Language.ITALIAN]
    assert loaded.patterns == Patterns("d", "d", "H", "º")
    with pytest.raises(TextMissing):
        loaded("one")
