"""As much of PromQL as it takes to know which series a query asks for, and by which labels it groups them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from prometheus_client.parser import text_string_to_metric_families

Labels = Mapping[str, str]

_TOKEN = re.compile(
    r"""(?P<space>\s+)
    | (?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    | (?P<range>\[[^\]]*\])
    | (?P<duration>\d+(?:ms|[smhdwy])(?:\d+(?:ms|[smhdwy]))*\b)
    | (?P<number>\d+(?:\.\d+)?)
    | (?P<word>[A-Za-z_:][A-Za-z0-9_:]*)
    | (?P<sign>=~|!~|!=|==|>=|<=|[-+*/%^(){},=<>])""",
    re.VERBOSE,
)
_GROUPING = {"by", "without", "on", "ignoring", "group_left", "group_right"}
_WORDS = {"and", "or", "unless", "bool", "offset", "inf", "nan", *_GROUPING}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Selector:
    """What a query asks for: a name, and conditions on labels as (label, operator, value)."""

    name: str
    matchers: tuple[tuple[str, str, str], ...]

    def matches(self, name: str, labels: Labels) -> bool:
        """Whether a series is asked for."""
        return name == self.name and all(
            _holds(labels.get(label, ""), sign, value) for label, sign, value in self.matchers
        )


@dataclass(frozen=True, slots=True)
class Query:
    """The selectors of a query, and the labels it groups by."""

    selectors: tuple[Selector, ...]
    grouped_by: frozenset[str]


class NotUnderstood(Exception):
    """The query has something that this reader does not know."""


def series_of(page: str) -> list[tuple[str, Labels]]:
    """Every series of a page of metrics."""
    return [
        (sample.name, sample.labels) for family in text_string_to_metric_families(page) for sample in family.samples
    ]


def read_query(expression: str) -> Query:
    """Reads a query. Raises NotUnderstood."""
    tokens = list(_tokens(expression))
    selectors: list[Selector] = []
    labels: set[str] = set()
    place = 0
    while place < len(tokens):
        token, following = tokens[place], tokens[place + 1] if place + 1 < len(tokens) else Token("end", "")
        place += 1
        if token.kind != "word":
            continue
        if token.text in _GROUPING and following.text == "(":
            end = _closing(tokens, place, ")")
            labels |= {one.text for one in tokens[place:end] if one.kind == "word"}
            place = end
        elif token.text not in _WORDS and following.text != "(" and following.text not in _GROUPING:
            end = _closing(tokens, place, "}") if following.text == "{" else place
            selectors.append(Selector(token.text, _matchers(tokens[place + 1 : end - 1])))
            place = end
    return Query(tuple(selectors), frozenset(labels))


def _tokens(expression: str) -> Iterator[Token]:
    place = 0
    while place < len(expression):
        found = _TOKEN.match(expression, place)
        if found is None or found.lastgroup is None:
            raise NotUnderstood(expression[place:])
        if found.lastgroup != "space":
            yield Token(found.lastgroup, found.group())
        place = found.end()


def _closing(tokens: Sequence[Token], place: int, sign: str) -> int:
    """The place behind the next such sign."""
    for number in range(place, len(tokens)):
        if tokens[number].text == sign:
            return number + 1
    raise NotUnderstood(sign)


def _matchers(tokens: Sequence[Token]) -> tuple[tuple[str, str, str], ...]:
    plain = [token for token in tokens if token.text != ","]
    if len(plain) % 3:
        raise NotUnderstood(" ".join(token.text for token in plain))
    return tuple(
        (plain[start].text, plain[start + 1].text, plain[start + 2].text[1:-1]) for start in range(0, len(plain), 3)
    )


def _holds(found: str, sign: str, value: str) -> bool:
    match sign:
        case "=":
            return found == value
        case "!=":
            return found != value
        case "=~":
            return re.fullmatch(value, found) is not None
        case "!~":
            return re.fullmatch(value, found) is None
    raise NotUnderstood(sign)
