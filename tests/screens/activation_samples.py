"""The screens of space that is late, is there at last or never came, by name."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from bot.screens import buy, desk_pages, mailboxes, notices, papers
from bot.screens.screen import Screen
from bot.screens.texts import Texts
from domain.money import Money
from domain.notices import Channel, NoticeKind
from domain.orders import OrderPlaced
from domain.papers import PapersPage
from tests.screens.activation_facts import activated_facts, refund_facts, refunded_told
from tests.screens.desk_facts import a_page
from tests.screens.facts import a_card, a_mailbox, an_addon
from tests.screens.papers_facts import (
    a_late_order,
    a_refunded_order,
    papers_of_what_did_not_come,
    receipts_of_what_did_not_come,
)
from tests.screens.renewal_facts import told

Sample = tuple[str, Callable[[Texts], Screen]]


def activation_samples() -> Iterator[Sample]:
    """Each screen under a name of its own."""
    late = OrderPlaced(order=a_late_order(), credit=Money(304), repeated=True)
    yield "placed before, space late", lambda texts: buy.placed(texts, late)
    for gb in (1, 2):
        card = replace(a_card(a_mailbox(), an_addon(gb=gb)), activating_gb=gb)
        yield f"card, {gb} GB late", lambda texts, card=card: mailboxes.card(texts, card)  # type: ignore[misc]  # a default binds the card
    page = PapersPage(papers=papers_of_what_did_not_come(), page=0, has_older=False)
    yield "papers, what did not come", lambda texts: papers.papers(texts, page)
    for number, receipt in enumerate(receipts_of_what_did_not_come()):
        yield f"receipt, did not come {number}", lambda texts, receipt=receipt: papers.receipt(texts, receipt)  # type: ignore[misc]  # a default binds the receipt
    orders = a_page(a_late_order(), a_refunded_order())
    yield "desk, orders that did not come", lambda texts: desk_pages.orders(texts, orders)
    yield from _told()


def _told() -> Iterator[Sample]:
    cases = [notice for _, notice in refunded_told(Channel.CHAT, "1001")]
    cases += [told(NoticeKind.ORDER_ACTIVATED, activated_facts(gb)) for gb in (1, 2)]
    undone = [refund_facts(cents, hours=hours) for cents in (0, 366) for hours in (1, 48)]
    cases += [told(NoticeKind.ADMIN_ORDER_REFUNDED, facts) for facts in undone]
    for number, one in enumerate(cases):
        yield f"notice of space {number}, {one.kind}", lambda texts, one=one: notices.notice(texts, one, None)  # type: ignore[misc]  # a default binds the notice
