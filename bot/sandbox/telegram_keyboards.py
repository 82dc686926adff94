"""Keyboards under messages: their shapes, and what Telegram refuses in them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.telegram_markup import followable
from bot.sandbox.telegram_params import Params, Refusal, bad

MAX_CALLBACK_BYTES = 64
MAX_BUTTONS = 100
MAX_COPIED = 256
STYLES = {"primary", "success", "danger"}

_ACTIONS = {
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
}
_BESIDES = {"text", "style", "icon_custom_emoji_id"}


def read_markup(params: Params) -> dict[str, Any] | None:
    """The call's reply_markup, checked; None if absent or an empty inline keyboard."""
    markup = params.fields("reply_markup", "reply keyboard markup")
    if not markup:
        return None
    if "inline_keyboard" in markup:
        rows = [_row(row) for row in _rows(markup["inline_keyboard"], "InlineKeyboard")]
        if sum(len(row) for row in rows) > MAX_BUTTONS:
            raise bad("reply markup is too long")
        rows = [row for row in rows if row]
        return {"inline_keyboard": rows} if rows else None
    if "keyboard" in markup:
        for row in _rows(markup["keyboard"], "keyboard"):
            for button in row:
                _text(button, "keyboard button")
        return markup
    if markup.get("remove_keyboard") is True or markup.get("force_reply") is True:
        return markup
    raise bad("object expected as reply markup")


def _rows(rows: Any, what: str) -> list[list[Any]]:
    if not isinstance(rows, list):
        raise bad(f'field "{what}" must be of type Array')
    if any(not isinstance(row, list) for row in rows):
        raise bad(f'can\'t parse reply keyboard markup JSON object: field "{what}" must be an Array of Arrays')
    return rows


def _row(row: list[Any]) -> list[dict[str, Any]]:
    return [_button(button) for button in row]


def _text(button: Any, what: str) -> str:
    text = button if isinstance(button, str) else button.get("text") if isinstance(button, dict) else None
    if not isinstance(text, str):
        raise bad(f'can\'t parse {what}: Field "text" must be of type String')
    if not text.strip():
        raise bad(f"can't parse {what}: Button text must be non-empty")
    return text


def _unparsable(reason: str) -> Refusal:
    return bad(f"can't parse inline keyboard button: {reason}")


def _button(button: Any) -> dict[str, Any]:
    if not isinstance(button, dict):
        raise _unparsable("expected an Object")
    _text(button, "inline keyboard button")
    unknown = sorted(button.keys() - _ACTIONS - _BESIDES)
    if unknown:
        raise _unparsable(f'unknown field "{unknown[0]}"')
    actions = sorted(button.keys() & _ACTIONS)
    if not actions:
        raise _unparsable("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise _unparsable(f"exactly one action is expected, found {', '.join(actions)}")
    if button.get("style") is not None and button["style"] not in STYLES:
        raise _unparsable("invalid button style specified")
    _action(actions[0], button[actions[0]])
    return {name: value for name, value in button.items() if value is not None}


def _action(kind: str, value: Any) -> None:
    if kind == "callback_data":
        if not isinstance(value, str) or not 1 <= len(value.encode()) <= MAX_CALLBACK_BYTES:
            raise bad("BUTTON_DATA_INVALID")
    elif kind == "url":
        if not isinstance(value, str) or not followable(value):
            raise bad(f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")
    elif kind == "copy_text":
        text = value.get("text") if isinstance(value, dict) else None
        if not isinstance(text, str) or not 1 <= len(text) <= MAX_COPIED:
            raise bad("BUTTON_COPY_TEXT_INVALID")
    elif kind == "web_app":
        url = value.get("url") if isinstance(value, dict) else None
        if not isinstance(url, str) or urlsplit(url).scheme != "https":
            raise bad(f"inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed")
