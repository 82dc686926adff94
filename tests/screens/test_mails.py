"""E-mails: the words of the chat in two forms, with one link, and nothing that others wrote can do anything."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from bot.screens import mails, notices
from bot.screens.texts import Texts, clean_text
from domain.letters import Letter
from domain.money import Money
from domain.notices import Channel, Notice, NoticeKind
from tests.screens.access_facts import access_told
from tests.screens.account_facts import account_told
from tests.screens.activation_facts import refunded_told
from tests.screens.checks import plain
from tests.screens.facts import NOW, a_mailbox, a_notice
from tests.screens.money_samples import money_told
from tests.screens.renewal_facts import (
    a_filling,
    a_holding,
    a_reminder,
    all_told,
    an_outcome,
    archive,
    inbox,
    told,
    two_addons,
)
from tests.screens.test_hostile_facts import HOSTILE

BOT = "area_clienti_bot"
TO = "mario@example.org"
TOLD = dict(
    (
        *all_told(Channel.EMAIL, TO),
        *account_told(Channel.EMAIL, TO),
        *money_told(Channel.EMAIL, TO),
        *refunded_told(Channel.EMAIL, TO),
    )
)
ALLOWED = {
    "html", "head", "meta", "title", "style", "body", "table", "tr", "td", "p", "br", "a", "b", "i", "code",
}  # fmt: skip
VOID = {"meta", "br"}


class _Page(HTMLParser):
    """What a mail program makes of a page; fails for what does not belong there."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text = ""
        self.addresses: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED, f"<{tag}> has no business in a mail"
        assert not any(name.startswith("on") or name in {"src", "background"} for name, _ in attrs), attrs
        self.addresses += [value or "" for name, value in attrs if name == "href"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data


def written(texts: Texts, notice: Notice, name: str = "Mario") -> Letter:
    return mails.letter(texts, notice, notices.notice(texts, notice, None), name=name, bot_username=BOT)


def words(text: str) -> str:
    return " ".join(text.split())


def mailed(kind: NoticeKind, facts: object) -> Notice:
    return told(kind, facts.facts(), Channel.EMAIL, TO)  # type: ignore[attr-defined]  # whatever the domain tells


@pytest.mark.parametrize("notice", TOLD.values(), ids=list(TOLD))
def test_a_mail_says_what_the_chat_says_in_both_forms(notice: Notice, texts: Texts) -> None:
    letter, said = written(texts, notice), plain(notices.notice(texts, notice, None).text)
    page = _Page(letter.html)
    assert said in letter.text
    for line in said.splitlines():
        assert words(line) in words(page.text)
    assert texts.label("mail-greeting", name="Mario") in letter.text
    assert letter.subject in page.text


@pytest.mark.parametrize("notice", TOLD.values(), ids=list(TOLD))
def test_a_mail_is_to_its_target_in_its_language_with_a_subject_of_one_line(notice: Notice, texts: Texts) -> None:
    letter = written(texts, notice)
    assert (letter.to, letter.language) == (TO, texts.language.value)
    assert 0 < len(letter.subject) < 120
    assert "\n" not in letter.subject
    assert "<" not in letter.subject
    assert f'lang="{texts.language.value}"' in letter.html


@pytest.mark.parametrize("notice", TOLD.values(), ids=list(TOLD))
def test_a_mail_leads_to_one_place_and_only_alerts_can_be_declined(notice: Notice, texts: Texts) -> None:
    letter = written(texts, notice)
    off = f"https://t.me/{BOT}?start=alerts"
    ways = [address for address in _Page(letter.html).addresses if address != off]
    assert len(ways) == 1
    assert ways[0] in letter.text
    is_optional = notice.kind is NoticeKind.SPACE
    assert letter.unsubscribe == (off if is_optional else None)
    assert (off in letter.text) == (off in _Page(letter.html).addresses) == is_optional


def test_what_is_missing_is_one_tap_away(italian: Texts) -> None:
    letter = written(italian, mailed(NoticeKind.REMINDER, a_reminder(two_addons(), credit=900)))
    assert f"Ricarica 3,20\u00a0€: https://t.me/{BOT}?start=r7" in letter.text
    assert "mancano 3,20\u00a0€" in letter.subject


def test_a_card_pays_no_more_than_it_may(italian: Texts) -> None:
    reminder = a_reminder(a_holding(inbox(100), archive(100)))
    assert reminder.missing > Money(50_000)
    assert "Ricarica 500,00\u00a0€: " in written(italian, mailed(NoticeKind.REMINDER, reminder)).text


def test_where_nothing_is_missing_the_mail_leads_to_the_mailbox(english: Texts) -> None:
    letter = written(english, mailed(NoticeKind.REMINDER, a_reminder(two_addons(), credit=5_000)))
    assert f"Open the mailbox: https://t.me/{BOT}?start=m7" in letter.text


def test_what_runs_on_unpaid_can_be_paid_from_the_mail(italian: Texts) -> None:
    letter = written(italian, mailed(NoticeKind.RENEWAL, an_outcome(two_addons(), 900, warned=False)))
    assert "start=r7" in letter.text


def test_a_new_login_is_revoked_from_the_mail(italian: Texts) -> None:
    letter = written(italian, TOLD["new_login"])
    assert letter.subject == "Nuovo accesso a mario.rossi@pec.archrm.it: eri tu?"
    assert f"Non ero io: scollega quella chat: https://t.me/{BOT}?start=w12" in letter.text


def test_a_mail_about_guesses_leads_to_the_history(english: Texts) -> None:
    letter = written(english, TOLD["login_failures"])
    assert f"See the latest logins: https://t.me/{BOT}?start=accesses" in letter.text


@pytest.mark.parametrize("kind", ["new_login", "login_failures"])
def test_a_mail_about_accesses_says_truly_why_it_comes(kind: str, english: Texts) -> None:
    text = written(english, TOLD[kind]).text
    assert "because this is the reference address of mario.rossi@pec.archrm.it" in text
    assert "Security notices are always sent" in text
    assert "Expiries" not in text


def test_the_message_id_is_the_notices_own_and_fits_a_header(texts: Texts) -> None:
    first = mailed(NoticeKind.SPACE, a_filling())
    again, other = replace(first, attempts=3, due_at=NOW), replace(first, key="another")
    ids = [written(texts, notice).message_id for notice in (first, again, other)]
    assert ids[0] == ids[1] != ids[2]
    assert re.fullmatch(r"[0-9a-f]{32}@[a-z0-9.-]+", ids[0])


def test_what_goes_to_chats_only_is_no_mail(texts: Texts) -> None:
    notice = a_notice(NoticeKind.EMAIL_FAILED, address="x", mailbox="y")
    with pytest.raises(ValueError, match="no e-mail"):
        written(texts, notice)


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("kind", ["reminder", "renewal", "space", "name", "new login", "login failures"])
def test_s9_f63_a_hostile_text_is_shown_in_a_mail_and_does_nothing(kind: str, hostile: str, texts: Texts) -> None:
    name = hostile if kind == "name" else "Mario"
    address = "mario.rossi@pec.archrm.it" if kind == "name" else hostile
    new_login, failures = access_told(Channel.EMAIL, TO, address)
    notice = {
        "new login": new_login,
        "login failures": failures,
        "reminder": mailed(NoticeKind.REMINDER, a_reminder(two_addons(address=address))),
        "renewal": mailed(NoticeKind.RENEWAL, an_outcome(two_addons(address=address))),
        "space": mailed(NoticeKind.SPACE, a_filling(a_mailbox(address))),
    }[kind if kind != "name" else "space"]
    letter = written(texts, notice, name)
    page = _Page(letter.html)
    assert words(clean_text(hostile)) in words(page.text)
    assert clean_text(hostile) in letter.text
    assert all(there.startswith(f"https://t.me/{BOT}?start=") for there in page.addresses)
    assert "\n" not in letter.subject
