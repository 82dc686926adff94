"""The Bot API's methods about the bot itself, its commands, its chats and how it gets its updates."""

from __future__ import annotations

import ipaddress
import re
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.telegram import Telegram
from bot.sandbox.telegram_methods import method
from bot.sandbox.telegram_params import Params, Refusal, bad
from bot.sandbox.telegram_webhook import Webhook
from bot.sandbox.updates import Update

_WORD_LIMITS = {"name": 64, "description": 512, "short_description": 120}
_LANGUAGE = re.compile(r"[a-z]{2}")
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_SECRET = re.compile(r"[A-Za-z0-9_-]*")


@method("getMe")
def get_me(telegram: Telegram, _: Params) -> dict[str, Any]:
    """The bot itself."""
    return telegram.bot | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def get_updates(telegram: Telegram, params: Params) -> list[Update]:
    """Long polling; what lies below the offset is forgotten."""
    if telegram.postman.webhook is not None:
        raise Refusal(
            409,
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
        )
    _allow(telegram, params)
    return await telegram.updates.poll(
        offset=params.integer("offset"), limit=params.integer("limit", 100), seconds=params.integer("timeout")
    )


def _allow(telegram: Telegram, params: Params) -> None:
    allowed = params.entries("allowed_updates", "allowed updates")
    if allowed is not None:
        telegram.updates.allowed = [str(name) for name in allowed]


@method("setWebhook")
def set_webhook(telegram: Telegram, params: Params) -> bool:
    """Has updates posted to an address from now on; an empty address ends that."""
    url, secret = params.text("url"), params.text("secret_token")
    connections = params.integer("max_connections", 40)
    params.raw("ip_address")
    if not url:
        return delete_webhook(telegram, params)
    if len(secret) > 256:
        raise bad("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad("secret token contains unallowed characters")
    _check_address(url)
    _allow(telegram, params)
    if params.flag("drop_pending_updates"):
        telegram.updates.drop()
    telegram.postman.webhook = Webhook(url=url, secret=secret, max_connections=max(1, min(connections, 100)))
    telegram.updates.interrupt(Refusal(409, "Conflict: terminated by setWebhook request"))
    return True


def _check_address(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme == "http" and _loopback(parts.hostname or ""):
        return  # the one thing the sandbox allows and Telegram does not: a bot on the same machine
    if parts.scheme != "https" or not parts.hostname:
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in {443, 80, 88, 8443}:
        raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@method("deleteWebhook")
def delete_webhook(telegram: Telegram, params: Params) -> bool:
    """Back to getUpdates."""
    if params.flag("drop_pending_updates"):
        telegram.updates.drop()
    telegram.postman.webhook = None
    telegram.bell.ring()
    return True


@method("getWebhookInfo")
def get_webhook_info(telegram: Telegram, _: Params) -> dict[str, Any]:
    """How the webhook fares."""
    webhook = telegram.postman.webhook
    info: dict[str, Any] = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(telegram.updates.pending()),
    }
    if webhook is not None:
        info |= {"max_connections": webhook.max_connections, **telegram.postman.last_error}
    if telegram.updates.allowed:
        info["allowed_updates"] = telegram.updates.allowed
    return info


def _language(params: Params) -> str:
    code = params.text("language_code")
    if code and not _LANGUAGE.fullmatch(code):
        raise bad("invalid language code specified")
    return code


def _scope(params: Params) -> str:
    scope = params.fields("scope", "bot command scope") or {"type": "default"}
    what = scope.get("type")
    if what in {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}:
        return str(what)
    if what in {"chat", "chat_administrators", "chat_member"} and scope.get("chat_id") is not None:
        return f"{what}:{scope['chat_id']}"
    raise bad("can't parse BotCommandScope: unsupported type specified")


@method("setMyCommands")
def set_my_commands(telegram: Telegram, params: Params) -> bool:
    """Lists the commands for a scope and a language."""
    commands = params.entries("commands", "commands")
    if commands is None:
        raise bad("can't parse commands: expected an Array")
    if len(commands) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    telegram.commands[_scope(params), _language(params)] = [_command(command) for command in commands]
    telegram.events.publish({"kind": "commands"})
    return True


def _command(command: Any) -> dict[str, str]:
    if not isinstance(command, dict):
        raise bad("can't parse BotCommand: expected an Object")
    name, description = str(command.get("command", "")).removeprefix("/"), str(command.get("description", ""))
    if not _COMMAND.fullmatch(name):
        raise bad("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


@method("getMyCommands")
def get_my_commands(telegram: Telegram, params: Params) -> list[dict[str, str]]:
    """The commands of exactly this scope and language."""
    return telegram.commands.get((_scope(params), _language(params)), [])


@method("deleteMyCommands")
def delete_my_commands(telegram: Telegram, params: Params) -> bool:
    """Forgets the commands of this scope and language."""
    telegram.commands.pop((_scope(params), _language(params)), None)
    telegram.events.publish({"kind": "commands"})
    return True


def _set_words(telegram: Telegram, params: Params, what: str) -> bool:
    words = params.text(what)
    if len(words) > _WORD_LIMITS[what]:
        raise bad(f"bot {what.replace('_', ' ')} is too long")
    telegram.profile[what][_language(params)] = words
    telegram.events.publish({"kind": "commands"})
    return True


def _get_words(telegram: Telegram, params: Params, what: str) -> dict[str, str]:
    return {what: telegram.worded(what, _language(params))}


@method("setMyName")
def set_my_name(telegram: Telegram, params: Params) -> bool:
    """Sets the bot's name, for everybody or for a language."""
    return _set_words(telegram, params, "name")


@method("getMyName")
def get_my_name(telegram: Telegram, params: Params) -> dict[str, str]:
    """The bot's name."""
    return _get_words(telegram, params, "name")


@method("setMyDescription")
def set_my_description(telegram: Telegram, params: Params) -> bool:
    """Sets what an empty chat shows."""
    return _set_words(telegram, params, "description")


@method("getMyDescription")
def get_my_description(telegram: Telegram, params: Params) -> dict[str, str]:
    """What an empty chat shows."""
    return _get_words(telegram, params, "description")


@method("setMyShortDescription")
def set_my_short_description(telegram: Telegram, params: Params) -> bool:
    """Sets what the bot's profile shows."""
    return _set_words(telegram, params, "short_description")


@method("getMyShortDescription")
def get_my_short_description(telegram: Telegram, params: Params) -> dict[str, str]:
    """What the bot's profile shows."""
    return _get_words(telegram, params, "short_description")


@method("setChatMenuButton")
def set_chat_menu_button(telegram: Telegram, params: Params) -> bool:
    """Sets the button beside the text field, for one chat or (0) for all."""
    button = params.fields("menu_button", "menu button") or {"type": "default"}
    if button.get("type") not in {"commands", "default", "web_app"}:
        raise bad("can't parse menu button: unsupported type specified")
    telegram.menu_buttons[params.integer("chat_id")] = button
    return True


@method("getChatMenuButton")
def get_chat_menu_button(telegram: Telegram, params: Params) -> dict[str, Any]:
    """The button beside the text field."""
    default = telegram.menu_buttons.get(0, {"type": "commands"})
    return telegram.menu_buttons.get(params.integer("chat_id"), default)


@method("getChat")
def get_chat(telegram: Telegram, params: Params) -> dict[str, Any]:
    """A chat's facts."""
    chat = telegram.chats.get(params.integer("chat_id"))
    if chat is None:
        raise bad("chat not found")
    return chat.info | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }


@method("leaveChat")
def leave_chat(telegram: Telegram, params: Params) -> bool:
    """Leaves a group or a channel."""
    chat = telegram.chat(params)
    if chat.info.get("type") == "private":
        raise bad("chat member status can't be changed in private chats")
    chat.left = True
    telegram.left.append(chat.id)
    telegram.bell.ring()
    return True
