"""What state a mailbox is in, and what it holds."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.addons import active_gb, in_order
from domain.cards import MailboxCard, gb_left
from domain.catalogue import MailboxType, ServiceKey
from domain.errors import MailboxExpired, MailboxNotActive
from domain.mailboxes import MailboxStatus, normalise_address
from tests.builders import CATALOGUE, a_mailbox, an_addon
from tests.people import TODAY

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("written", "expires_on", "shown"),
    [
        (MailboxStatus.ACTIVE, TODAY, MailboxStatus.ACTIVE),
        (MailboxStatus.ACTIVE, TODAY - DAY, MailboxStatus.EXPIRED),
        (MailboxStatus.SUSPENDED, TODAY + DAY, MailboxStatus.SUSPENDED),
        (MailboxStatus.SUSPENDED, TODAY - DAY, MailboxStatus.EXPIRED),
        (MailboxStatus.EXPIRED, TODAY + DAY, MailboxStatus.EXPIRED),
    ],
)
def test_a_date_that_has_passed_is_stronger_than_the_register(
    written: MailboxStatus, expires_on: date, shown: MailboxStatus
) -> None:
    assert a_mailbox(status=written, expires_on=expires_on).status_on(TODAY) is shown


def test_something_can_be_bought_on_the_last_day() -> None:
    a_mailbox(expires_on=TODAY).check_buyable(TODAY)


@pytest.mark.parametrize("expires_on", [TODAY - DAY, TODAY + DAY])
def test_nothing_can_be_bought_for_an_expired_mailbox(expires_on: date) -> None:
    mailbox = a_mailbox(status=MailboxStatus.EXPIRED, expires_on=expires_on)
    with pytest.raises(MailboxExpired) as refused:
        mailbox.check_buyable(TODAY)
    assert refused.value.expired_on == expires_on


def test_nothing_can_be_bought_for_a_suspended_mailbox() -> None:
    with pytest.raises(MailboxNotActive):
        a_mailbox(status=MailboxStatus.SUSPENDED).check_buyable(TODAY)


def test_an_address_is_the_same_however_it_is_typed() -> None:
    assert normalise_address("  Mario.Rossi@PEC.archrm.it\n") == "mario.rossi@pec.archrm.it"


def test_an_addon_is_in_force_until_it_is_deactivated() -> None:
    assert (an_addon(runs_until=TODAY - DAY).is_active, an_addon(ended_on=TODAY).is_active) == (True, False)


def test_an_addon_that_runs_on_unpaid_is_due_on_the_last_day_of_its_grace() -> None:
    addon = an_addon(runs_until=TODAY)
    assert (addon.due_on, replace(addon, grace_until=TODAY + DAY).due_on) == (TODAY, TODAY + DAY)


def test_addons_are_kept_in_the_order_of_their_ranks_and_then_of_their_age() -> None:
    addons = [an_addon(id=4), an_addon(id=3), an_addon(id=2, rank=2), an_addon(id=1, rank=1)]
    assert [addon.id for addon in in_order(addons)] == [1, 2, 3, 4]


def test_repeated_purchases_of_a_service_add_up() -> None:
    addons = [
        an_addon(gb=1),
        an_addon(gb=5),
        an_addon(gb=7, service=ServiceKey.ARCHIVE),
        an_addon(gb=9, ended_on=TODAY),
    ]
    assert (active_gb(addons, ServiceKey.INBOX), active_gb(addons, ServiceKey.ARCHIVE)) == (6, 7)


def test_a_card_shows_base_and_addons_together() -> None:
    addons = (an_addon(gb=3), an_addon(gb=4, service=ServiceKey.ARCHIVE))
    card = MailboxCard(mailbox=a_mailbox(base_gb=2), addons=addons, used_bytes=None, today=TODAY)
    assert (card.inbox_gb, card.inbox_bytes, card.archive_gb) == (5, 5_000_000_000, 4)


def test_a_card_counts_the_days_that_are_left() -> None:
    card = MailboxCard(mailbox=a_mailbox(expires_on=date(2027, 1, 31)), addons=(), used_bytes=0, today=TODAY)
    assert (card.days_left, card.status) == (70, MailboxStatus.ACTIVE)


def test_a_standard_mailbox_with_one_more_gb_is_full() -> None:
    mailbox = a_mailbox(type=MailboxType.STANDARD, base_gb=1)
    assert gb_left(CATALOGUE, ServiceKey.INBOX, mailbox, ()) == 1
    assert gb_left(CATALOGUE, ServiceKey.INBOX, mailbox, (an_addon(gb=1),)) == 0


def test_a_standard_mailbox_has_room_again_once_its_addon_is_over() -> None:
    mailbox = a_mailbox(type=MailboxType.STANDARD, base_gb=1)
    assert gb_left(CATALOGUE, ServiceKey.INBOX, mailbox, (an_addon(ended_on=TODAY),)) == 1
