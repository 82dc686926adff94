"""What a payment will bring about is said before it is made, and the keys of waiting orders say which is which."""

from bot.screens import home, top_up
from bot.screens.texts import Texts
from domain.money import NOTHING, Money
from domain.orders import OrderState
from tests.screens.checks import plain
from tests.screens.facts import ARCHIVE, a_home, a_mailbox, a_pending, a_quote, a_top_up, an_order


def test_a_payment_that_is_enough_promises_its_order(italian: Texts) -> None:
    shown = plain(top_up.pay(italian, a_top_up(), a_pending(a_quote(), NOTHING)).text)
    assert "si completa da solo il tuo ordine: Upgrade Spazio Inbox, 2 GB" in shown
    assert "alla volta" not in shown


def test_a_payment_of_a_part_says_how_many_it_takes_and_which_one_completes_the_order(
    italian: Texts, english: Texts
) -> None:
    pending = a_pending(a_quote(gb=100), NOTHING)
    assert pending.missing == Money(109_800)
    shown = plain(top_up.pay(italian, a_top_up(50_000), pending).text)
    assert "servono 3 pagamenti. Con l'ultimo si completa da solo il tuo ordine" in shown
    assert "Quando il pagamento arriva" not in shown
    assert "what is missing takes 3 payments" in plain(top_up.pay(english, a_top_up(50_000), pending).text)
    last = a_pending(pending.order.quote, Money(100_000))
    assert "Con l'ultimo" not in top_up.pay(italian, a_top_up(9_800), last).text


def test_a_top_up_of_the_credit_says_that_waiting_orders_come_first(italian: Texts) -> None:
    alone, one, two = (top_up.pay(italian, a_top_up(), None, waiting=waiting).text for waiting in range(3))
    assert "ordin" not in alone
    assert "Se basta, si completa subito il tuo ordine in attesa: quello che avanza resta nel credito." in one
    assert "Se basta, si completano subito i tuoi ordini in attesa" in two


def test_the_keys_of_waiting_orders_say_which_is_which(italian: Texts) -> None:
    waiting = (
        an_order(a_quote(), OrderState.PENDING),
        an_order(a_quote(service=ARCHIVE, gb=5), OrderState.PENDING),
    )
    keys = [row[0].label for row in home.home(italian, a_home(a_mailbox(), pending=waiting)).keyboard[:2]]
    assert keys == ["⏳ Upgrade Spazio Inbox, 2 GB", "⏳ Conservazione Sostitutiva, 5 GB"]
