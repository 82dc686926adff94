"""Every way in which a text can be said is said by a sample, in each language."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fluent.runtime import resolver

from bot.screens.texts import LOCALES, Texts
from docs.make_screens import page
from domain.holders import Language
from domain.notices import NoticeKind
from tests.screens.test_locales import messages

Choice = tuple[str, str]  # the key of a text, and what one of its variants is for

# Said outside the chat, where there are no samples: at the command line and on Stripe's pages.
ELSEWHERE = ("cli-", "stripe-")

# Variants that no sample can show, each with its reason.
NEVER_SHOWN: set[Choice] = set()


def variants(node: Any) -> Iterator[resolver.Variant]:
    """The variants of all choices in a part of a text, those within others first."""
    parts = node if isinstance(node, list) else list(vars(node).values()) if hasattr(node, "__dict__") else []
    for part in parts:
        if isinstance(part, list | resolver.BaseResolver):
            yield from variants(part)
    if isinstance(node, resolver.Variant):
        yield node


def noting(said: set[int], variant: resolver.Variant, value: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """What a variant says, noting that it was said."""

    def say(env: Any) -> Any:
        said.add(id(variant))
        return value(env)

    return say


def test_every_variant_of_every_text_is_said_by_a_sample(texts: Texts, monkeypatch: pytest.MonkeyPatch) -> None:
    said: set[int] = set()
    written: list[tuple[Choice, resolver.Variant]] = []
    for key in (message.id.name for message in messages(texts.language)):
        if not key.startswith(ELSEWHERE):
            written += [
                ((key, str(vars(one.key).get("name", vars(one.key).get("value")))), one)
                for one in variants(texts.bundle.get_message(key).value)
            ]
    for _, variant in written:
        monkeypatch.setattr(variant, "value", noting(said, variant, variant.value))
    page()
    unsaid = {choice for choice, variant in written if id(variant) not in said}
    assert unsaid == NEVER_SHOWN


def test_what_was_given_up_is_called_by_the_name_of_its_kind(texts: Texts) -> None:
    kinds = [kind.value.replace("_", "-") for kind in NoticeKind if not kind.value.startswith("admin")]
    called = {texts("dead-letter-what", place=1, kind=kind) for kind in kinds}
    assert len(called - {texts("dead-letter-what", place=1, kind="admin")}) == len(kinds)


# In Italian the 8th and the 11th take an elided article, and one euro a singular verb: most samples show neither.
UNELIDED = re.compile(
    r"\b([Ii]l|[Aa]l|[Dd]al|[Dd]el) (<b>)?\{ \$(day|until|on|at|when|first|last|due|expired_on) \}(?!%)"
)
PLURAL = re.compile(
    r"\b([Mm]ancano|[Mm]ancheranno|[Ss]ervono|[Ss]aranno pres[ei]) (ancora )?(<b>)?\{ \$(missing|short|needed|price)"
)


@pytest.mark.parametrize("rule", [UNELIDED, PLURAL], ids=["the article of a day", "the verb of an amount"])
def test_an_italian_text_agrees_with_whatever_day_or_amount_it_names(rule: re.Pattern[str]) -> None:
    lines = [
        line
        for path in sorted((LOCALES / Language.ITALIAN).glob("*.ftl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    assert [line for line in lines if rule.search(line)] == []
