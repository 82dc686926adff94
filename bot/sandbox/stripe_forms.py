"""Stripe's form encoding: nested brackets in, typed parameters out, the unknown refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias
from urllib.parse import parse_qsl, urlsplit

from bot.sandbox.stripe_errors import StripeError

Json: TypeAlias = dict[str, Any]

_NAME = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")


def decode(encoded: str) -> Json:
    """The tree that `a[b][0][c]=d` describes; every leaf a string, arrays keyed by index."""
    tree: Json = {}
    for name, value in parse_qsl(encoded, keep_blank_values=True):
        found = _NAME.fullmatch(name)
        if found is None:
            raise StripeError(f"Invalid request: the parameter name '{name}' is malformed.")
        _place(tree, [found[1], *re.findall(r"\[([^\[\]]*)\]", found[2])], value)
    return tree


def _place(tree: Json, path: list[str], value: str) -> None:
    node = tree
    for step in path[:-1]:
        node = node.setdefault(step or str(len(node)), {})
        if not isinstance(node, dict):
            raise StripeError("Invalid object", param=bracketed(path))
    node[path[-1] or str(len(node))] = value


def bracketed(path: list[str]) -> str:
    """`["a", "b"]` as Stripe writes it: `a[b]`."""
    return path[0] + "".join(f"[{step}]" for step in path[1:])


class Param(Protocol):
    """One parameter of a table: reads the raw value or raises StripeError."""

    @property
    def required(self) -> bool: ...

    def read(self, value: Any, path: list[str]) -> Any: ...


def _refuse_empty(path: list[str]) -> StripeError:
    name = bracketed(path)
    return StripeError(
        f"You passed an empty string for '{name}'. We assume empty values are an attempt to unset "
        f"a parameter; however '{name}' cannot be unset. You should remove '{name}' from your "
        "request or supply a non-empty value.",
        code="parameter_invalid_empty",
        param=name,
    )


def _scalar(value: Any, path: list[str], kind: str) -> str:
    if not isinstance(value, str):
        raise StripeError(f"Invalid {kind}: {value}", param=bracketed(path))
    return value


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """A string; `clearable` ones may be emptied, which reads as None."""

    required: bool = False
    choices: tuple[str, ...] = ()
    max_length: int = 5000
    clearable: bool = False

    def read(self, value: Any, path: list[str]) -> str | None:
        text = _scalar(value, path, "string")
        if text == "":
            if self.clearable:
                return None
            raise _refuse_empty(path)
        if self.choices and text not in self.choices:
            allowed = ", ".join(self.choices[:-1]) + " or " + self.choices[-1]
            raise StripeError(
                f"Invalid {bracketed(path)}: must be one of {allowed.removeprefix(' or ')}",
                param=bracketed(path),
            )
        if len(text) > self.max_length:
            raise StripeError(
                f"Invalid string: {text[:10]}...; must be at most {self.max_length} characters",
                param=bracketed(path),
            )
        return text


@dataclass(frozen=True, kw_only=True, slots=True)
class Url:
    """An absolute http(s) address."""

    required: bool = False

    def read(self, value: Any, path: list[str]) -> str:
        text = _scalar(value, path, "string")
        parts = urlsplit(text)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise StripeError("Not a valid URL", code="url_invalid", param=bracketed(path))
        return text


@dataclass(frozen=True, kw_only=True, slots=True)
class Currency:
    """A three-letter code, in lower case as Stripe stores it."""

    required: bool = False

    def read(self, value: Any, path: list[str]) -> str:
        text = _scalar(value, path, "currency").lower()
        if not re.fullmatch("[a-z]{3}", text):
            raise StripeError(f"Invalid currency: {text}", param=bracketed(path))
        return text


@dataclass(frozen=True, kw_only=True, slots=True)
class Integer:
    required: bool = False
    minimum: int | None = None
    maximum: int | None = None

    def read(self, value: Any, path: list[str]) -> int:
        text = _scalar(value, path, "integer")
        if not re.fullmatch(r"[+-]?[0-9]+", text):
            raise StripeError(f"Invalid integer: {text}", code="parameter_invalid_integer", param=bracketed(path))
        number = int(text)
        if self.minimum is not None and number < self.minimum:
            raise self._outside(f"greater than or equal to {self.minimum}", path)
        if self.maximum is not None and number > self.maximum:
            raise self._outside(f"less than or equal to {self.maximum}", path)
        return number

    def _outside(self, bound: str, path: list[str]) -> StripeError:
        return StripeError(f"This value must be {bound}.", code="parameter_invalid_integer", param=bracketed(path))


@dataclass(frozen=True, kw_only=True, slots=True)
class Flag:
    required: bool = False

    def read(self, value: Any, path: list[str]) -> bool:
        text = _scalar(value, path, "boolean")
        if text not in ("true", "false"):
            raise StripeError(f"Invalid boolean: {text}", param=bracketed(path))
        return text == "true"


@dataclass(frozen=True, kw_only=True, slots=True)
class Metadata:
    """At most 50 keys of 40 characters with values of 500; an empty value removes the key."""

    required: bool = False

    def read(self, value: Any, path: list[str]) -> dict[str, str]:
        if value == "":
            return {}
        if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
            raise StripeError("Invalid object", param=bracketed(path))
        if len(value) > 50:
            raise StripeError("Metadata can have at most 50 keys.", param=bracketed(path))
        for key, text in value.items():
            if len(key) > 40 or len(text) > 500:
                raise StripeError(
                    "Metadata keys can have up to 40 characters and values up to 500 characters; "
                    f"'{key[:40]}' is longer.",
                    param=bracketed([*path, key]),
                )
        return dict(value)


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """An object with known fields only."""

    required: bool = False
    fields: Mapping[str, Param] = field(default_factory=dict)
    clearable: bool = False

    def read(self, value: Any, path: list[str]) -> Json | None:
        if value == "" and self.clearable:
            return None
        if not isinstance(value, dict):
            raise StripeError("Invalid object", param=bracketed(path))
        return read(self.fields, value, path)


@dataclass(frozen=True, kw_only=True, slots=True)
class Many:
    """An array, whatever its indexes were called."""

    item: Param
    required: bool = False
    at_most: int = 100

    def read(self, value: Any, path: list[str]) -> list[Any]:
        if not isinstance(value, dict) or not all(key.isdigit() for key in value):
            raise StripeError("Invalid array", param=bracketed(path))
        if len(value) > self.at_most:
            raise StripeError(
                f"Array {bracketed(path)} can have at most {self.at_most} items.",
                param=bracketed(path),
            )
        return [self.item.read(value[key], [*path, key]) for key in sorted(value, key=int)]


@dataclass(frozen=True, kw_only=True, slots=True)
class Range:
    """A moment in Unix seconds, or bounds of one."""

    required: bool = False

    def read(self, value: Any, path: list[str]) -> Json:
        if isinstance(value, dict):
            bounds = {name: Integer() for name in ("gt", "gte", "lt", "lte")}
            return read(bounds, value, path)
        exact = Integer().read(value, path)
        return {"gte": exact, "lte": exact}


def read(table: Mapping[str, Param], given: Json, path: list[str] | None = None) -> Json:
    """The typed parameters of a request; unknown, missing and malformed ones raise."""
    path = path or []
    unknown = [bracketed([*path, name]) for name in given if name not in table]
    if unknown:
        words = "parameter" if len(unknown) == 1 else "parameters"
        raise StripeError(
            f"Received unknown {words}: {', '.join(unknown)}",
            code="parameter_unknown",
            param=unknown[0],
        )
    for name, param in table.items():
        if param.required and name not in given:
            missing = bracketed([*path, name])
            raise StripeError(f"Missing required param: {missing}.", code="parameter_missing", param=missing)
    return {name: table[name].read(value, [*path, name]) for name, value in given.items()}
