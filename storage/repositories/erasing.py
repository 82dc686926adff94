"""What is personal is taken out of the rows of a holder who is erased. Amounts, keys and events stay as they are."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from sqlalchemy import ColumnElement, String, case, cast, delete, literal, null, select, update

from domain.erasure import mailbox_pseudonym, pseudonym
from domain.notices import ERASED, TO_ADMINS, Channel, NoticeState
from domain.profile import Field
from domain.top_ups import NO_CHAT
from storage.adjustment_tables import adjustments
from storage.belongings import belongings
from storage.tables import credentials, mailboxes, quotes, top_ups, transfers
from storage.talk_tables import (
    accesses,
    admin_acts,
    challenges,
    chats,
    deliveries,
    dialogs,
    login_failures,
    outbox,
    sessions,
)
from storage.transaction import Transaction

# The columns of a holder that hold nothing from then on.
EMPTIED = (*(field.value for field in Field), "register_email", "register_phone")

# What a line of the books is about and tells of nobody.
_KEPT = ("service", "gb")


async def erase_notices(transaction: Transaction, holder_id: int) -> int:
    """What was told, where to, and what was answered; says how many notices. Their keys name chats, and go too.

    What went to administrators keeps its target. Payment links that wait to be taken back name nobody.
    """
    about = (outbox.c.holder_id == holder_id, outbox.c.channel != Channel.PAYMENT_LINKS)
    keys = select(outbox.c.key).where(*about)
    name = pseudonym(holder_id)
    new_key = select(_new_key()).where(outbox.c.key == deliveries.c.key).scalar_subquery()
    target = case((deliveries.c.kind.in_(TO_ADMINS), deliveries.c.target), else_=name)
    proofs = update(deliveries).where(deliveries.c.key.in_(keys))
    # While its notice has its key, a proof and an act know whose they are.
    acts = update(admin_acts).where(belongings(holder_id, ())[admin_acts])
    await transaction.run(acts.values(about={"erased": name}))
    await transaction.run(proofs.values(key=new_key, target=target, answer=ERASED, said=ERASED))
    failed = outbox.c.state == NoticeState.DEAD
    return await transaction.changed(
        update(outbox)
        .where(*about)
        .values(
            key=_new_key(),
            target=case((outbox.c.kind.in_(TO_ADMINS), outbox.c.target), else_=name),
            facts={},
            error=case((failed, literal(ERASED)), else_=null()),
            claimed_until=None,
        )
    )


def _new_key() -> ColumnElement[str]:
    return literal("erased:", String) + cast(outbox.c.id, String)


async def erase_books(transaction: Transaction, holder_id: int) -> None:
    """Whose mailbox a purchase was for, where a top-up was asked for and paid, and why a credit was adjusted."""
    own = belongings(holder_id, ())
    for line in await transaction.rows(select(transfers.c.id, transfers.c.about).where(own[transfers])):
        about = {name: fact for name, fact in line.about.items() if name in _KEPT}
        erased = update(transfers).where(transfers.c.id == line.id)
        await transaction.run(erased.values(about={**about, "holder": pseudonym(holder_id)}))
    asked = update(top_ups).where(own[top_ups])
    link = case((top_ups.c.link_url.is_not(None), literal(ERASED)), else_=null())
    await transaction.run(asked.values(chat_id=NO_CHAT, link_url=link))
    await transaction.run(update(adjustments).where(own[adjustments]).values(reason=ERASED))


async def erase_mailboxes(transaction: Transaction, holder_id: int) -> int:
    """The names of the mailboxes, here and in their quotes, and their passwords; says how many there are."""
    rows = await transaction.rows(select(mailboxes.c.id, mailboxes.c.address).where(mailboxes.c.holder_id == holder_id))
    digests = [hashlib.sha256(row.address.encode()).hexdigest() for row in rows]
    await transaction.run(delete(login_failures).where(login_failures.c.target.in_(digests)))
    await transaction.run(delete(credentials).where(credentials.c.address.in_([row.address for row in rows])))
    for row in rows:
        name = mailbox_pseudonym(row.id)
        await transaction.run(update(quotes).where(quotes.c.mailbox_id == row.id).values(mailbox_address=name))
        box = update(mailboxes).where(mailboxes.c.id == row.id)
        # Nobody is told any more how full it is.
        unseen = {"used_bytes": 0, "space_level": 0}
        await transaction.run(box.values(address=name, version=mailboxes.c.version + 1, **unseen))
    return len(rows)


async def erase_talks(transaction: Transaction, holder_id: int, talks: Sequence[int], answering: int | None) -> None:
    """The chats, who came in there, what was typed there, and the codes sent by e-mail."""
    own = belongings(holder_id, talks)
    for table in (sessions, accesses, challenges, login_failures, chats):
        await transaction.run(delete(table).where(own[table]))
    left = [chat for chat in talks if chat != answering]
    await transaction.run(delete(dialogs).where(dialogs.c.chat_id.in_(left)))
