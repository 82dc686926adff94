"""The screens of broadcasts with sample data, by name."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal

from bot.screens import broadcast_audience as audience_screens
from bot.screens import broadcast_desk as desk_screens
from bot.screens import broadcast_message, broadcasts, notices
from bot.screens.screen import Screen, with_way_home
from bot.screens.texts import Texts
from domain.broadcasts import Audience, Broadcast, BroadcastState, Reach, Tally
from domain.catalogue import MailboxType
from domain.composing import FURTHEST
from domain.holders import Language
from domain.notices import NoticeKind
from tests.screens.broadcast_facts import (
    EVERYBODY,
    NARROW,
    a_broadcast,
    a_document,
    a_photo,
    going,
    over,
)
from tests.screens.facts import NOW, a_notice

Build = Callable[[Texts], Screen]
Sample = tuple[str, Build]

ONE = Reach(holders=1, chats=1, emails=1, unreached=1)
NOBODY = Reach()


def broadcast_samples() -> Iterator[Sample]:
    """Each screen under a name of its own."""
    yield from _desks()
    yield from _questions()
    yield from _audiences()
    yield from _previews()
    yield from _going()
    yield from _lists()
    yield from _told()


def _desks() -> Iterator[Sample]:
    tomorrow = NOW + timedelta(days=1)
    drafts = {
        "empty": (a_broadcast(italian=None, english=None), EVERYBODY),
        "Italian only": (a_broadcast(english=None), EVERYBODY),
        "English only, to one": (a_broadcast(italian=None), ONE),
        "photo": (a_broadcast(attachment=a_photo(), send_at=tomorrow), EVERYBODY),
        "document, by e-mail": (a_broadcast(attachment=a_document(), by_email=True), EVERYBODY),
        "narrow, to nobody": (a_broadcast(audience=NARROW), NOBODY),
        "by e-mail, to one": (a_broadcast(by_email=True), ONE),
    }
    for name, (draft, reach) in drafts.items():
        yield (
            f"broadcast, {name}",
            lambda texts, draft=draft, reach=reach: desk_screens.desk(texts, draft, reach, mail_is_sent=True),  # type: ignore[misc]  # defaults bind the facts
        )
    without_mail = a_broadcast()
    yield (
        "broadcast, no e-mail is sent",
        lambda texts: desk_screens.desk(texts, without_mail, EVERYBODY, mail_is_sent=False),
    )


def _questions() -> Iterator[Sample]:
    empty, full = a_broadcast(italian=None, english=None), a_broadcast(attachment=a_photo())
    for language in Language:
        yield f"broadcast, ask {language}", lambda texts, one=language: desk_screens.ask_text(texts, empty, one)  # type: ignore[misc]  # a default binds the language
    yield "broadcast, ask again", lambda texts: desk_screens.ask_text(texts, full, Language.ITALIAN)
    yield "broadcast, draft left", lambda texts: desk_screens.left(texts, full)
    yield "broadcast, ask file", lambda texts: desk_screens.ask_file(texts, full)
    later = a_broadcast(send_at=NOW + FURTHEST)
    yield "broadcast, ask moment", lambda texts: desk_screens.ask_moment(texts, full, NOW)
    yield "broadcast, ask moment again", lambda texts: desk_screens.ask_moment(texts, later, NOW)


def _audiences() -> Iterator[Sample]:
    everybody, narrow = a_broadcast(), a_broadcast(audience=NARROW)
    domains = ("pec.archrm.it", "pec.ordine-degli-architetti-di-roma-e-provincia.it", "c.it", "d.it", "e.it")
    yield "audience, all", lambda texts: audience_screens.audience(texts, everybody, EVERYBODY)
    yield "audience, narrow", lambda texts: audience_screens.audience(texts, narrow, ONE)
    for kind in MailboxType:
        for language, days in ((Language.ENGLISH, 1), (None, 90)):
            chosen = a_broadcast(audience=Audience(language=language, type=kind, expires_within=days))
            yield (
                f"audience, {kind}, {days} days",
                lambda texts, chosen=chosen: audience_screens.audience(texts, chosen, EVERYBODY),  # type: ignore[misc]  # a default binds the draft
            )
    for name, draft in (("all", everybody), ("narrow", narrow)):
        yield f"audience, {name}, language", lambda texts, one=draft: audience_screens.ask_language(texts, one)  # type: ignore[misc]  # a default binds the draft
        yield f"audience, {name}, domain", lambda texts, one=draft: audience_screens.ask_domain(texts, one, domains)  # type: ignore[misc]  # defaults bind the facts
        yield f"audience, {name}, type", lambda texts, one=draft: audience_screens.ask_type(texts, one)  # type: ignore[misc]  # defaults bind the facts
        yield f"audience, {name}, expiry", lambda texts, one=draft: audience_screens.ask_expiry(texts, one)  # type: ignore[misc]  # defaults bind the facts


def _previews() -> Iterator[Sample]:
    both, now = tuple(Language), a_broadcast()
    later = a_broadcast(send_at=NOW + timedelta(days=1), by_email=True)
    yield "preview", lambda texts: desk_screens.previewed(texts, now, EVERYBODY, both)
    yield "preview, scheduled", lambda texts: desk_screens.previewed(texts, later, EVERYBODY, both)
    yield "preview, to one", lambda texts: desk_screens.previewed(texts, now, ONE, (Language.ITALIAN,))
    yield "preview, to one, scheduled", lambda texts: desk_screens.previewed(texts, later, ONE, (Language.ENGLISH,))
    yield "preview, to nobody", lambda texts: desk_screens.previewed(texts, now, NOBODY, both)
    reasons = (
        'Can\'t parse entities: unsupported start tag "x" at byte offset 0',
        "Message caption is too long",
        "Wrong file identifier/http url specified",
        "Something new",
    )
    for number, reason in enumerate(reasons):
        yield (
            f"preview refused {number}",
            lambda texts, reason=reason: desk_screens.preview_refused(texts, now, reason),  # type: ignore[misc]  # a default binds the reason
        )


def _going() -> Iterator[Sample]:
    fast = Decimal("27.8")
    moving: dict[str, tuple[Broadcast, Decimal | None, timedelta | None]] = {
        "running": (going(BroadcastState.RUNNING), fast, timedelta(minutes=3)),
        "begun": (going(BroadcastState.RUNNING, tally=Tally(total=50_000)), None, None),
        "a minute left": (going(BroadcastState.RUNNING), fast, timedelta(minutes=1)),
        "nearly through": (going(BroadcastState.RUNNING, 1_200), fast, timedelta(seconds=4)),
        "hours left": (going(BroadcastState.RUNNING, audience=NARROW), Decimal(3), timedelta(hours=4, minutes=7)),
        "nobody yet": (going(BroadcastState.RUNNING, tally=Tally()), None, None),
        "undoing": (over(BroadcastState.UNDOING), fast, timedelta(minutes=2)),
    }
    for name, (broadcast, rate, left) in moving.items():
        yield (
            f"progress, {name}",
            lambda texts, one=broadcast, rate=rate, left=left: broadcasts.progress(  # type: ignore[misc]  # defaults bind the facts
                texts, one, rate, left, NOW, reader=one.admin
            ),
        )
    still = {
        "about to begin": a_broadcast(BroadcastState.SCHEDULED, tally=Tally(total=1)),
        "scheduled": a_broadcast(
            BroadcastState.SCHEDULED, tally=Tally(total=2_414), by_email=True, send_at=NOW + timedelta(days=3)
        ),
        "paused": going(BroadcastState.PAUSED),
        "stopped": going(BroadcastState.STOPPED, ended_at=NOW),
        "stopped just before the last": going(
            BroadcastState.STOPPED, ended_at=NOW, tally=Tally(total=3, queued=3, sent=2)
        ),
        "done": over(BroadcastState.DONE),
        "done, nobody": over(BroadcastState.DONE, tally=Tally()),
        "too late to undo": over(BroadcastState.DONE, started_at=NOW - timedelta(days=3)),
        "undone": over(BroadcastState.UNDONE, by_email=True),
    }
    for name, broadcast in still.items():
        yield (
            f"progress, {name}",
            lambda texts, one=broadcast: broadcasts.progress(texts, one, None, None, NOW, reader=1),  # type: ignore[misc]  # a default binds the broadcast
        )


def _lists() -> Iterator[Sample]:
    every = tuple(over(state, id=number) for number, state in enumerate(BroadcastState, start=1))[1:]
    yield "broadcasts, none", lambda texts: broadcasts.broadcasts(texts, (), 0, 0, has_older=False)
    yield "broadcasts, one", lambda texts: broadcasts.broadcasts(texts, every[:1], 1, 0, has_older=False)
    for page, some in enumerate((every[:4], every[3:])):
        yield (
            f"broadcasts, page {page}",
            lambda texts, some=some, page=page: broadcasts.broadcasts(texts, some, 1_208, page, has_older=True),  # type: ignore[misc]  # defaults bind the page
        )
    for sent, left in ((0, 1), (1, 2), (812, 402)):
        stopping = going(BroadcastState.RUNNING, tally=Tally(total=sent + left, sent=sent))
        yield f"stop after {sent}", lambda texts, one=stopping: broadcasts.ask_to_stop(texts, one)  # type: ignore[misc]  # a default binds the broadcast
    yield "goes on below", lambda texts: broadcasts.goes_on_below(texts, going(BroadcastState.RUNNING))
    yield "undo", lambda texts: broadcasts.ask_to_undo(texts, over(BroadcastState.DONE))
    yield "undo, with e-mails", lambda texts: broadcasts.ask_to_undo(texts, over(BroadcastState.DONE, by_email=True))
    yield "report", lambda texts: broadcasts.report(texts, over(BroadcastState.DONE), 1_234)
    yield "report of one", lambda texts: broadcasts.report(texts, over(BroadcastState.DONE), 1)


def _told() -> Iterator[Sample]:
    for state, kept in ((BroadcastState.DONE, 0), (BroadcastState.UNDONE, 0), (BroadcastState.UNDONE, 14)):
        facts = {"broadcast": 12, "state": state.value, "sent": 812, "failed": 3, "blocked": 17}
        notice = a_notice(NoticeKind.ADMIN_BROADCAST, **facts, deleted=798, kept=kept)
        yield (
            f"notice of a broadcast {state} with {kept} kept, {notice.kind}",
            lambda texts, notice=notice: notices.notice(texts, notice, None),  # type: ignore[misc]  # a default binds the notice
        )
    nobody = a_notice(
        NoticeKind.ADMIN_BROADCAST, broadcast=12, state="done", sent=0, failed=0, blocked=0, deleted=0, kept=0
    )
    yield f"notice of a broadcast to nobody, {nobody.kind}", lambda texts: notices.notice(texts, nobody, None)
    italian, english = a_broadcast(italian="<b>Manutenzione</b> domani.", english=None), a_broadcast(italian=None)
    for name, one in {"Italian": italian, "English": english}.items():
        yield (
            f"broadcast as it arrives, in {name} only",
            lambda texts, one=one: with_way_home(texts, broadcast_message.body(texts, one)),  # type: ignore[misc]  # a default binds the broadcast
        )
