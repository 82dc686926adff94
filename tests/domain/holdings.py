"""Mailboxes with add-ons, as examples and as hypothesis invents them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from domain.addons import Addon
from domain.calendar import anniversary
from domain.catalogue import ServiceKey
from domain.mailboxes import Mailbox, MailboxStatus
from domain.money import Money
from domain.renewals import Circumstances, Holding
from tests.builders import a_mailbox, an_addon

LAST_DAY = date(2027, 1, 31)
DAY_AFTER = date(2027, 2, 1)
A_YEAR_LATER = date(2028, 1, 31)


def a_yearly_mailbox(**changes: Any) -> Mailbox:
    """A mailbox that ends on 31 January and is renewed for a year."""
    return a_mailbox(**{"expires_on": LAST_DAY, "term_years": 1, "anchor_day": 31} | changes)


def inbox(number: int, gb: int = 1, **changes: Any) -> Addon:
    """Inbox space that ends on 31 January: 3.66 a GB and year."""
    return an_addon(**{"id": number, "order_id": f"q-{number}", "gb": gb, "runs_until": LAST_DAY} | changes)


def archive(number: int, gb: int = 1, **changes: Any) -> Addon:
    """Legal archiving that ends on 31 January: 4.88 a GB and year."""
    return inbox(number, gb, **{"service": ServiceKey.ARCHIVE} | changes)


def a_holding(*addons: Addon, **changes: Any) -> Holding:
    """That mailbox with these add-ons."""
    return Holding(mailbox=a_yearly_mailbox(**changes), addons=addons)


purses = st.integers(min_value=0, max_value=12_000).map(Money)
circumstances = st.builds(Circumstances, warned=st.booleans(), awaited=st.booleans())


@st.composite
def holdings(draw: st.DrawFn, mailbox_id: int = 1, first: date = date(2027, 1, 1), days: int = 400) -> Holding:
    """A mailbox whose date lies in these days, with up to four add-ons; some dates were moved apart by the register."""
    began_on = first + timedelta(days=draw(st.integers(0, days)))
    anchor_day = began_on.day
    expires_on = anniversary(began_on, draw(st.integers(0, 2)), anchor_day)
    mailbox = a_mailbox(
        id=mailbox_id,
        expires_on=expires_on,
        anchor_day=anchor_day,
        term_years=draw(st.integers(1, 3)),
        auto_renew=draw(st.booleans()),
        status=draw(st.sampled_from(MailboxStatus)),
    )
    count = draw(st.integers(0, 4))
    addons = tuple(draw(_addons(mailbox, mailbox_id * 10 + number)) for number in range(count))
    return Holding(mailbox=mailbox, addons=addons)


@st.composite
def _addons(draw: st.DrawFn, mailbox: Mailbox, number: int) -> Addon:
    runs_until = mailbox.expires_on + timedelta(days=draw(st.sampled_from((0, 0, 0, -400, -20, 15))))
    waits = draw(st.sampled_from((None, None, None, 1, 15)))
    return an_addon(
        id=number,
        mailbox_id=mailbox.id,
        service=draw(st.sampled_from(ServiceKey)),
        gb=draw(st.integers(1, 5)),
        runs_until=runs_until,
        renews=draw(st.sampled_from((True, True, True, False))),
        rank=draw(st.sampled_from((None, 1, 2, 3))),
        grace_until=None if waits is None else runs_until + timedelta(days=waits),
    )
