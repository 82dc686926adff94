"""The receiver's surroundings, in memory: a store, a Bot API without a network, and people who type."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from telegram import Update
from telegram.ext import Application
from telegram.request import BaseRequest, RequestData

from bot.chat_locks import ChatLocks
from bot.gateways.telegram import build_application
from bot.receiver import Receiver
from domain.dialogs import Delivery, DeliveryState, Dialog
from domain.errors import StorageUnavailable

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0"
MARIO = 1001
ANNA = 1002

AnyApplication = Application[Any, Any, Any, Any, Any, Any]

_ids = count(5_000)


@dataclass
class MemoryStore:
    """What has been done, kept in dictionaries; `down` makes it unreachable."""

    dialogs: dict[int, Dialog] = field(default_factory=dict)
    deliveries: dict[int, int] = field(default_factory=dict)
    done: list[int] = field(default_factory=list)
    down: bool = False
    finish_fails: int = 0
    allowed: int = 3

    async def begin(self, update_id: int) -> Delivery:
        """Counts a delivery."""
        await self._reach()
        if update_id in self.done:
            return Delivery(state=DeliveryState.DONE)
        times = self.deliveries[update_id] = self.deliveries.get(update_id, 0) + 1
        state = DeliveryState.NEW if times <= self.allowed else DeliveryState.TOO_OFTEN
        return Delivery(state=state, deliveries=times)

    async def release(self, update_id: int) -> None:
        """Takes a delivery back."""
        await self._reach()
        self.deliveries[update_id] -= 1

    async def load_dialog(self, chat_id: int) -> Dialog:
        """The saved dialog, or a fresh one."""
        await self._reach()
        return self.dialogs.get(chat_id, Dialog(chat_id=chat_id))

    async def finish(self, update_id: int, dialog: Dialog) -> None:
        """Saves the dialog, as JSON would keep it, and marks the update."""
        await self._reach()
        if self.finish_fails:
            self.finish_fails -= 1
            raise StorageUnavailable
        draft = json.loads(json.dumps(dict(dialog.draft)))
        self.dialogs[dialog.chat_id] = replace(dialog, draft=draft, version=dialog.version + 1)
        self.done.append(update_id)

    async def _reach(self) -> None:
        await asyncio.sleep(0)
        if self.down:
            raise StorageUnavailable


_SENDING = {name.lower(): name for name in ("sendMessage", "sendDocument", "sendPhoto")}


class RecordingRequest(BaseRequest):
    """Answers every call at once, and remembers it."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, str]]] = []
        self.refuse: dict[str, tuple[int, str]] = {}
        self.files: dict[str, bytes] = {}  # by file_id; what a person has sent and the bot may fetch

    @property
    def read_timeout(self) -> float | None:
        """None: nothing is waited for."""
        return None

    async def initialize(self) -> None:
        """Opens nothing."""

    async def shutdown(self) -> None:
        """Closes nothing."""

    def sent(self, method: str) -> list[dict[str, str]]:
        """The parameters of the calls of a method."""
        return [params for name, params in self.calls if name == method]

    async def do_request(self, url: str, *_: Any, request_data: RequestData | None = None, **__: Any) -> Any:
        """Records a call."""
        method = url.rsplit("/", 1)[1]
        method = _SENDING.get(method.lower(), method)  # Telegram reads the names of methods in any letters
        params = request_data.json_parameters if request_data else {}
        if "/file/bot" in url:
            return 200, self.files[method]
        if method != "getMe":
            self.calls.append((method, params))
        if method in self.refuse:
            code, description = self.refuse[method]
            return code, json.dumps({"ok": False, "description": description}).encode()
        return 200, json.dumps({"ok": True, "result": self._result(method, params)}).encode()

    def _result(self, method: str, params: dict[str, str]) -> Any:
        if method == "getMe":
            return {"id": 110201543, "is_bot": True, "first_name": "Area Clienti", "username": "area_clienti_bot"}
        if method == "getFile":
            number = params["file_id"]
            facts = {"file_id": number, "file_unique_id": number, "file_size": len(self.files[number])}
            return facts | {"file_path": f"documents/{number}"}
        if method in _SENDING.values():
            chat = {"id": int(params["chat_id"]), "type": "private"}
            said = {"text": params["text"]} if method == "sendMessage" else {"caption": params.get("caption", "")}
            return {"message_id": next(_ids), "date": 1_790_000_000, "chat": chat, **said}
        return True


@dataclass
class Replica:
    """One process's worth of receiving, with everything of its own but the store."""

    application: AnyApplication
    request: RecordingRequest
    receiver: Receiver
    store: MemoryStore
    apologies: list[str]
    not_understood: list[Update]

    async def receive(self, update: dict[str, Any]) -> Any:
        """Takes an update, the way the webhook hands it in."""
        return await self.receiver.receive(json.dumps(update).encode())


async def build_replica(store: MemoryStore, add_handlers: Callable[[AnyApplication], None], **kwargs: Any) -> Replica:
    """A receiver with an application of its own."""
    request = RecordingRequest()
    application = build_application(TOKEN, "http://telegram.invalid", request=request)
    add_handlers(application)
    apologies: list[str] = []
    not_understood: list[Update] = []

    async def apologise(_update: Update, reference: str) -> None:
        apologies.append(reference)

    async def explain(update: Update) -> None:
        not_understood.append(update)

    receiver = Receiver(
        application,
        store=store,
        locks=kwargs.pop("locks", None) or ChatLocks(),
        **{"apologise": apologise, "not_understood": explain} | kwargs,
    )
    await application.initialize()
    return Replica(application, request, receiver, store, apologies, not_understood)


def message(
    text: str | None, /, *, user: int = MARIO, update_id: int | None = None, sender: Any = None, **more: Any
) -> dict[str, Any]:
    """A person's message to the bot; `more` are fields of the message."""
    number = next(_ids)
    inner = {
        "message_id": number,
        "date": 1_790_000_000,
        "chat": {"id": user, "type": "private", "first_name": "Mario"},
        "from": sender or {"id": user, "is_bot": False, "first_name": "Mario", "language_code": "it"},
    }
    if text is not None:
        inner["text"] = text
        if text.startswith("/"):
            inner["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
    return {"update_id": number if update_id is None else update_id, "message": inner | more}


def tap(data: str, *, user: int = MARIO, sender: Any = None) -> dict[str, Any]:
    """A person's tap on a button."""
    sent = message("menu", user=user)
    query = {
        "id": str(next(_ids)),
        "from": sender or sent["message"]["from"],
        "chat_instance": "1",
        "message": sent["message"] | {"from": {"id": 110201543, "is_bot": True, "first_name": "Area Clienti"}},
        "data": data,
    }
    return {"update_id": sent["update_id"], "callback_query": query}


def in_group(text: str, kind: str = "supergroup") -> dict[str, Any]:
    """A message in a group, or a post in a channel."""
    update = message(text, chat={"id": -100_777, "type": kind, "title": "Somewhere"})
    if kind == "channel":
        return {"update_id": update["update_id"], "channel_post": update["message"]}
    return update


def membership(status: str, kind: str = "supergroup", chat_id: int = -100_777) -> dict[str, Any]:
    """The bot is added to a chat, or removed from it."""
    bot = {"id": 110201543, "is_bot": True, "first_name": "Area Clienti"}
    change = {
        "chat": {"id": chat_id, "type": kind, "title": "Somewhere"},
        "from": {"id": MARIO, "is_bot": False, "first_name": "Mario"},
        "date": 1_790_000_000,
        "old_chat_member": {"user": bot, "status": "left"},
        "new_chat_member": {"user": bot, "status": status} | ({"until_date": 0} if status == "kicked" else {}),
    }
    return {"update_id": next(_ids), "my_chat_member": change}
