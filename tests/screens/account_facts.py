"""Facts about an account to render: a profile filled in, and the letters about it."""

from collections.abc import Iterator
from dataclasses import replace

from domain.notices import Channel, Facts, Notice, NoticeKind
from domain.profile import Profile
from tests.screens.facts import NOW
from tests.screens.renewal_facts import told

MAILBOX = "mario.rossi@pec.archrm.it"
UNTIL = NOW.replace(minute=35)

EMPTY = Profile(
    holder_id=1,
    first_name="Mario",
    last_name="Rossi",
    fiscal_code="RSSMRA80A01H501U",
    email="mario.rossi@example.com",
    phone="+39 06 555 0100",
)
FULL = replace(
    EMPTY,
    street="Via Garibaldi",
    street_number="12/A",
    postal_code="00184",
    city="Roma",
    province="RM",
    country="IT",
    vat_number="00743110157",
    company_name="Studio Rossi",
    sdi_code="0000000",
    version=3,
    email_confirmed_at=NOW,
)


def account_told(
    channel: Channel = Channel.EMAIL, target: str = "mario.rossi@example.com"
) -> Iterator[tuple[str, Notice]]:
    """Every notice about an account that goes by e-mail, by name."""
    code: Facts = {"challenge": "c", "code": "042917", "good_until": UNTIL.isoformat(), "mailbox": MAILBOX}
    facts: Facts = {"mailbox": MAILBOX, "mailbox_id": 7}
    for kind in (NoticeKind.EMAIL_CODE, NoticeKind.RECOVERY_CODE):
        yield kind.value, told(kind, code, channel, target)
    changed: Facts = {**facts, "address": "m•••@e•••.org"}
    yield NoticeKind.EMAIL_CHANGED.value, told(NoticeKind.EMAIL_CHANGED, changed, channel, target)
    at: Facts = {**facts, "at": NOW.isoformat()}
    yield NoticeKind.PASSWORD_CHANGED.value, told(NoticeKind.PASSWORD_CHANGED, at, channel, target)
    yield NoticeKind.MAILBOX_SUSPENDED.value, told(NoticeKind.MAILBOX_SUSPENDED, facts, channel, target)
    reopened: Facts = {**facts, "status": "active", "day": "2029-03-01"}
    yield NoticeKind.MAILBOX_REOPENED.value, told(NoticeKind.MAILBOX_REOPENED, reopened, channel, target)
