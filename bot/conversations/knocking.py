"""Who knocks at a door of the admins and is none: what is answered is said elsewhere, as to any other nonsense.

Here it is only noted, once everything is said, so that nobody can tell such a door from none at all (fault F69).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from telegram import Update
from telegram.ext import CommandHandler, TypeHandler, filters

from bot.context import Context
from bot.conversations.doors import Conversation, IsNamed, command_typed


def knocking(talks: Sequence[Conversation], secret_states: Collection[str]) -> TypeHandler[Update, Context, None]:
    """Notes each update of somebody else that names a door of the admins; a password is not looked at."""
    doors = dict(_doors(talks))

    async def note(update: Update, context: Context) -> None:
        if update.message is not None and context.standing.state in secret_states:
            return
        for door, is_named in doors.items():
            if is_named(update):
                await context.admin_doors.note(door, person_id=context.chat)

    return TypeHandler(Update, note)


def _doors(talks: Sequence[Conversation]) -> Iterator[tuple[str, IsNamed]]:
    """The doors of the admins by their names, each with whether an update of somebody else names it."""
    for talk in talks:
        if talk.admins is None:
            continue
        for kind in talk.doors:
            yield kind.verb, _tapped(kind.verb, talk.admins)
        for entrance in talk.entry_points:
            if isinstance(entrance, CommandHandler):
                heard = filters.UpdateType.MESSAGE & ~filters.User(talk.admins)
                yield from ((f"/{name}", command_typed({name}, heard)) for name in entrance.commands)


def _tapped(verb: str, admins: frozenset[int]) -> IsNamed:
    """Whatever stands behind the verb: who invents a button need not know how it is written."""

    def is_named(update: Update) -> bool:
        query = update.callback_query
        return query is not None and query.from_user.id not in admins and (query.data or "").split(":")[0] == verb

    return is_named
