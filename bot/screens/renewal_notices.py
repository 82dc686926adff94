"""What is said unprompted about renewals: before the day, and after it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.screens.buttons import ChooseGb, OpenMailbox, ShowRenewals, Snooze, TopUpRenewal
from bot.screens.mailboxes import in_gb
from bot.screens.renewals import fate, have, over, top_up_row
from bot.screens.screen import Row, Screen, Tap, lines, paragraphs, with_way_home
from bot.screens.texts import Texts
from domain.money import NOTHING
from domain.reminders import SNOOZE_DAYS, Tone
from domain.renewal_news import NewsLine, ReminderNews, RenewalNews
from domain.renewals import ENDS, RUNS_ON, Fate
from domain.steps import LAST_STEPS

MOST_KEYS_TO_BUY_AGAIN = 3
MOST_LINES = 12  # add-ons told one by one: a message has 4096 characters


def reminder(texts: Texts, news: ReminderNews) -> Screen:
    """What is about to expire, what it takes, what is missing, and what happens otherwise."""
    head = "reminder-unpaid" if news.unpaid else "reminder-expires"
    text = paragraphs(
        texts(head, mailbox=news.mailbox, day=news.day, days=news.days_left),
        *_reminder(texts, news),
        over(texts, news.over_bytes, news.day),
    )
    snooze = (Tap(texts.label("key-snooze", days=SNOOZE_DAYS), Snooze(news.mailbox_id)),)
    return with_way_home(
        texts,
        text,
        top_up_row(texts, news.missing, TopUpRenewal(news.mailbox_id)),
        (_see(texts, news),),
        snooze if news.days_left > max(LAST_STEPS) else (),
    )


def _reminder(texts: Texts, news: ReminderNews) -> tuple[str, ...]:
    """The body of a reminder in its tone."""
    match news.tone:
        case Tone.SHORT:
            sums = lines(
                texts("reminder-needed-unpaid" if news.unpaid else "reminder-needed", needed=news.needed),
                have(texts, news.credit, news.before, news.missing),
            )
            otherwise = texts("reminder-otherwise-unpaid" if news.unpaid else "reminder-otherwise")
            return sums, _fates(texts, news.lines), otherwise
        case Tone.COVERED:
            sums = lines(
                texts("reminder-covered", needed=news.needed),
                have(texts, news.credit, news.before, news.missing),
            )
            return sums, _fates(texts, news.lines)
        case Tone.ENDING:
            ending = lines(texts("reminder-ending"), _items(texts, news.lines))
            return ending, texts("reminder-turn-to-body")
        case Tone.EXPIRING:
            return texts("reminder-expiring"), texts("reminder-turn-to-body")
        case Tone.LEAVING:
            leaving = lines(texts("reminder-leaving"), _items(texts, news.lines))
            return leaving, texts("reminder-change-mind")


def _see(texts: Texts, news: ReminderNews) -> Tap:
    if news.lines:
        return Tap(texts.label("key-see-renewals"), ShowRenewals(news.mailbox_id))
    return Tap(texts.label("key-see-mailbox"), OpenMailbox(news.mailbox_id))


def _fates(texts: Texts, news: Sequence[NewsLine]) -> str:
    """Each add-on with its price and its fate as things stand now."""
    return _listed(texts, [lines(_item(texts, one), fate(texts, one.fate, one.price, one.until)) for one in news])


def _items(texts: Texts, news: Sequence[NewsLine]) -> str:
    return _listed(texts, [_item(texts, line) for line in news])


def _listed(texts: Texts, told: Sequence[str]) -> str:
    """The lines, as many as a message holds; how many more there are stands below them."""
    more = len(told) - MOST_LINES
    return lines(*told[:MOST_LINES], texts("news-more", count=more) if more > 0 else None)


def _item(texts: Texts, line: NewsLine) -> str:
    return texts("reminder-item", service=texts(f"service-{line.service}"), gb=line.gb)


def renewal(texts: Texts, news: RenewalNews) -> Screen:
    """What was renewed and what that took, what ended and why, and what runs on unpaid."""
    if news.expired:
        title = texts("renewal-expired", mailbox=news.mailbox, day=news.day)
    else:
        title = texts("renewal-title", mailbox=news.mailbox, day=news.day)
    text = paragraphs(
        title,
        _renewed(texts, news),
        _ended(texts, news),
        _running_on(texts, news),
        _credit(texts, news),
        texts("renewal-over", over=in_gb(news.over_bytes)) if news.over_bytes else None,
        None if news.expired else texts("renewal-expires-on", day=news.expires_on),
    )
    see = (Tap(texts.label("key-see-mailbox"), OpenMailbox(news.mailbox_id)),)
    pay = top_up_row(texts, news.missing, TopUpRenewal(news.mailbox_id))
    return with_way_home(texts, text, pay, *_again(texts, news), see)


def _renewed(texts: Texts, news: RenewalNews) -> str | None:
    found = news.of(Fate.RENEWED)
    if not found:
        return None
    return lines(
        texts("renewal-renewed", count=len(found)),
        _listed(
            texts,
            [
                texts(
                    "renewal-renewed-line",
                    service=texts(f"service-{line.service}"),
                    gb=line.gb,
                    price=line.price or NOTHING,
                    until=line.until,
                )
                for line in found
            ],
        ),
    )


def _ended(texts: Texts, news: RenewalNews) -> str | None:
    found = news.of(*ENDS)
    if not found:
        return None
    return lines(
        texts("renewal-ended", count=len(found)),
        _listed(
            texts,
            [
                texts(
                    f"renewal-ended-{line.fate}",
                    service=texts(f"service-{line.service}"),
                    gb=line.gb,
                    price=line.price or NOTHING,
                )
                for line in found
            ],
        ),
    )


def _running_on(texts: Texts, news: RenewalNews) -> str | None:
    """What runs on unpaid, why and until when, and what has to be done about it."""
    found = news.of(*RUNS_ON)
    if not found:
        return None
    return lines(
        texts("renewal-unpaid"),
        _listed(
            texts,
            [
                texts("renewal-unpaid-line", service=texts(f"service-{line.service}"), gb=line.gb, until=line.until)
                for line in found
            ],
        ),
        *(texts(f"renewal-{fate}") for fate in sorted({line.fate for line in found})),
        texts("renewal-missing", missing=news.missing) if news.missing > NOTHING else None,
    )


def _credit(texts: Texts, news: RenewalNews) -> str | None:
    """What was taken from the credit and what is left, unless money plays no part in it."""
    if news.charged:
        return texts("renewal-charged", charged=news.charged, credit=news.credit)
    return texts("renewal-not-charged", credit=news.credit) if any(line.price for line in news.lines) else None


def _again(texts: Texts, news: RenewalNews) -> tuple[Row, ...]:
    """Keys that buy again what the credit did not cover."""
    lost = news.of(Fate.SHORT)[:MOST_KEYS_TO_BUY_AGAIN]
    return tuple(
        (
            Tap(
                texts.label("key-reactivate", service=texts.label(f"service-{line.service}"), gb=line.gb),
                ChooseGb(news.mailbox_id, line.service, line.gb),
            ),
        )
        for line in lost
    )
