"""What is said of renewals: exactly what is missing, what happens otherwise, and one tap to it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.screens import addon, forecast, home, notices, renewals, top_up
from bot.screens.button_fields import Choice
from bot.screens.buttons import (
    ChooseGb,
    OpenMailbox,
    PutFirst,
    ShowAddon,
    ShowForecast,
    ShowOrder,
    ShowRenewals,
    Snooze,
    SwitchRenewal,
    TopUpForecast,
    TopUpRenewal,
)
from bot.screens.screen import Screen, Tap
from bot.screens.texts import Texts
from domain.money import Money
from domain.notices import NoticeKind
from domain.orders import OrderState
from domain.renewal_news import ReminderNews, RenewalNews
from tests.screens.checks import plain
from tests.screens.facts import INBOX, a_home, a_mailbox, a_quote, a_top_up, an_order
from tests.screens.renewal_facts import (
    DAY,
    a_forecast,
    a_holding,
    a_plan,
    a_reminder,
    a_renewals,
    an_outcome,
    an_upcoming,
    another,
    archive,
    inbox,
    overdue,
    told,
    two_addons,
)


def read(screen: Screen) -> str:
    """The text as it is read, with spaces that may break."""
    return plain(screen.text).replace("\u00a0", " ")


def taps(screen: Screen) -> list[Tap]:
    return [key for row in screen.keyboard for key in row if isinstance(key, Tap)]


def buttons(screen: Screen) -> list[object]:
    return [key.button for key in taps(screen)]


def labels(screen: Screen) -> list[str]:
    return [key.label.replace("\u00a0", " ") for key in taps(screen)]


def shown(texts: Texts, news: ReminderNews | RenewalNews) -> Screen:
    kind = NoticeKind.REMINDER if isinstance(news, ReminderNews) else NoticeKind.RENEWAL
    return notices.notice(texts, told(kind, news.facts()), None)


def test_a_renewal_that_is_short_says_what_is_taken_what_there_is_and_what_is_missing(italian: Texts) -> None:
    text = read(renewals.renewals(italian, a_renewals(two_addons(), credit=900)))
    assert "Il 31 gennaio 2027 saranno presi 12,20 € dal tuo credito.\nHai 9,00 €: mancano 3,20 €.\n" in text
    assert "Prima di quel giorno non si prende nulla." in text


def test_exactly_what_is_missing_is_one_tap_away(italian: Texts) -> None:
    screen = renewals.renewals(italian, a_renewals(two_addons(), credit=900))
    assert (labels(screen)[0], buttons(screen)[0], taps(screen)[0].style) == (
        "Ricarica 3,20 €",
        TopUpRenewal(7),
        "success",
    )


def test_one_euro_that_is_missing_is_singular(italian: Texts) -> None:
    assert "manca 1,00 €" in read(shown(italian, a_reminder(two_addons(), credit=1_120)))


def test_a_few_cents_are_paid_with_one_euro(italian: Texts) -> None:
    screen = renewals.renewals(italian, a_renewals(two_addons(), credit=1_200))
    assert "mancano 0,20 €" in read(screen)
    assert labels(screen)[0] == "Ricarica 1,00 €"


def test_what_other_renewals_need_first_is_said(italian: Texts) -> None:
    text = read(renewals.renewals(italian, a_renewals(another(), two_addons(), credit=900)))
    assert "Hai 9,00 €, ma prima servono 4,88 € per altri tuoi rinnovi: in tutto mancano 8,08 €." in text


def test_a_renewal_that_is_covered_asks_for_nothing(italian: Texts) -> None:
    screen = renewals.renewals(italian, a_renewals(two_addons(), credit=1_220))
    assert "il credito basta" in read(screen)
    assert TopUpRenewal(7) not in buttons(screen)


def test_addons_stand_in_the_order_in_which_they_are_kept(italian: Texts) -> None:
    screen = renewals.renewals(italian, a_renewals(a_holding(inbox(), archive(rank=1)), credit=500))
    assert "1. Conservazione Sostitutiva, 1 GB\nsi rinnova: 4,88 €" in read(screen)
    assert "2. Upgrade Spazio Inbox, 2 GB\n⚠️ 7,32 €, e il credito non basta" in read(screen)
    assert [button for button in buttons(screen) if isinstance(button, ShowAddon)] == [ShowAddon(2), ShowAddon(1)]


def test_many_addons_come_on_pages_that_go_round(italian: Texts) -> None:
    facts = a_renewals(a_holding(*(inbox(1, number) for number in range(1, 8))))
    pages = [renewals.renewals(italian, facts, page) for page in range(3)]
    seen = [[button.addon_id for button in buttons(page) if isinstance(button, ShowAddon)] for page in pages]
    assert seen == [[1, 2, 3], [4, 5, 6], [7]]
    assert [next(b.page for b in buttons(page) if isinstance(b, ShowRenewals)) for page in pages] == [1, 2, 0]


def test_a_page_that_is_not_there_any_more_is_the_last_one(italian: Texts) -> None:
    facts = a_renewals(a_holding(*(inbox(1, number) for number in range(1, 8))))
    assert renewals.renewals(italian, facts, 99) == renewals.renewals(italian, facts, 2)


def test_space_that_would_be_missing_is_said(italian: Texts) -> None:
    text = read(renewals.renewals(italian, a_renewals(two_addons(used_bytes=3_200_000_000))))
    assert "Dopo il 31 gennaio 2027 la casella sarebbe 1,2 GB oltre lo spazio" in text


def test_what_runs_on_unpaid_is_renewed_at_once_and_not_on_its_day(italian: Texts) -> None:
    text = read(renewals.renewals(italian, a_renewals(overdue())))
    assert "senza pagamento fino al 6 dicembre 2026" in text
    assert "Appena il credito basta si rinnovano subito" in text
    assert "Prima di quel giorno" not in text


def test_to_stop_a_renewal_says_what_happens_and_is_marked_as_an_end(italian: Texts) -> None:
    screen = addon.addon(italian, a_plan(two_addons(), credit=5_000))
    assert "finisce il 31 gennaio 2027 e non si paga altro" in read(screen)
    stop = taps(screen)[0]
    assert (stop.button, stop.style) == (SwitchRenewal(1, Choice.NO), "danger")


def test_a_renewal_that_was_stopped_can_be_taken_up_again(italian: Texts) -> None:
    screen = addon.addon(italian, a_plan(a_holding(inbox(renews=False))))
    assert "quel giorno saranno presi 7,32 € dal tuo credito" in read(screen)
    assert (taps(screen)[0].button, taps(screen)[0].style) == (SwitchRenewal(1, Choice.YES), "success")


def test_an_addon_can_be_kept_first_only_where_that_helps(italian: Texts) -> None:
    short = [addon.addon(italian, a_plan(two_addons(), number, credit=900)) for number in (0, 1)]
    covered = [addon.addon(italian, a_plan(two_addons(), number, credit=5_000)) for number in (0, 1)]
    offered = [any(isinstance(button, PutFirst) for button in buttons(screen)) for screen in (*short, *covered)]
    assert offered == [False, True, False, False]


def test_nothing_can_be_decided_about_an_addon_of_a_mailbox_that_ends(italian: Texts) -> None:
    screen = addon.addon(italian, a_plan(two_addons(auto_renew=False)))
    assert not any(isinstance(button, SwitchRenewal) for button in buttons(screen))


def test_the_forecast_says_what_each_renewal_adds_to_what_is_missing(italian: Texts) -> None:
    screen = forecast.forecast(italian, a_forecast(another(), two_addons(), credit=900))
    assert "In tutto servono 17,08 €. Hai 9,00 €: mancano 8,08 €." in read(screen)
    assert "8 dicembre 2026\nstudio@pec.archrm.it\nServono 4,88 €: il credito basta" in read(screen)
    assert "31 gennaio 2027\nmario.rossi@pec.archrm.it\nServono 12,20 €: mancano 8,08 €" in read(screen)
    assert (labels(screen)[0], buttons(screen)[0]) == ("Ricarica 8,08 €", TopUpForecast())


def test_the_forecast_comes_in_pages(italian: Texts) -> None:
    days = [date(2027, month, 8) for month in range(1, 10)]
    boxes = [
        a_holding(archive(addon_id=number, runs_until=day), id=number, address=f"box{number}@pec.it", expires_on=day)
        for number, day in enumerate(days, start=1)
    ]
    pages = [forecast.forecast(italian, a_forecast(*boxes), page) for page in (0, 1, 2, 99)]
    seen = [[button.mailbox_id for button in buttons(page) if isinstance(button, ShowRenewals)] for page in pages]
    assert seen == [[1, 2, 3, 4], [5, 6, 7, 8], [9], [9]]
    turns = [[button.page for button in buttons(page) if isinstance(button, ShowForecast)] for page in pages]
    assert turns == [[1], [0, 2], [1], [1]]


def test_a_mailbox_that_is_renewed_with_nothing_on_it_is_no_news(italian: Texts) -> None:
    assert "non si prende nulla" in read(forecast.forecast(italian, a_forecast(a_holding())))


def test_home_offers_what_is_missing_once_reminders_have_begun(italian: Texts) -> None:
    near = replace(a_home(a_mailbox(expires_on=DAY)), upcoming=an_upcoming(two_addons(), credit=900))
    far = replace(near, today=DAY - timedelta(days=91))
    screens = [home.home(italian, facts) for facts in (near, far)]
    assert all("saranno presi 12,20 €" in read(screen) for screen in screens)
    assert [TopUpRenewal(7) in buttons(screen) for screen in screens] == [True, False]
    assert labels(screens[0])[0] == "Ricarica 3,20 € per il rinnovo"


def test_home_keeps_a_place_for_orders_that_wait(italian: Texts) -> None:
    waiting = an_order(a_quote(), OrderState.PENDING)
    upcoming = an_upcoming(two_addons(), credit=900)
    one = replace(a_home(a_mailbox(), pending=(waiting,)), upcoming=upcoming)
    two = replace(one, pending=(waiting, waiting))
    assert buttons(home.home(italian, one))[:2] == [ShowOrder(waiting.id), TopUpRenewal(7)]
    assert buttons(home.home(italian, two))[:2] == [ShowOrder(waiting.id)] * 2


def test_a_payment_for_a_renewal_says_what_it_covers_and_that_nothing_is_taken_before(italian: Texts) -> None:
    ahead = an_upcoming(two_addons(), credit=900)
    text = read(top_up.pay_renewal(italian, a_top_up(320), ahead.missing, ahead))
    assert "Con questa ricarica il rinnovo del 31 gennaio 2027 è coperto." in text
    assert "Prima di quel giorno non si prende nulla." in text


def test_what_one_card_payment_cannot_bring_goes_in_parts(italian: Texts) -> None:
    ahead = an_upcoming(two_addons())
    text = read(top_up.pay_renewal(italian, a_top_up(50_000), Money(120_000), ahead))
    assert "al massimo 500,00 € alla volta: per quello che manca servono 3 pagamenti" in text
    assert "è coperto" not in text


def test_an_order_that_waits_is_said_to_come_first(italian: Texts) -> None:
    ahead = an_upcoming(two_addons())
    assert "Hai un ordine in attesa" in read(top_up.pay_renewal(italian, a_top_up(320), Money(320), ahead, waiting=1))


@pytest.mark.parametrize(("days", "offered"), [(70, True), (4, True), (3, False), (1, False), (0, False)])
def test_a_reminder_can_be_silenced_but_for_the_last_ones(days: int, offered: bool, italian: Texts) -> None:
    news = a_reminder(two_addons(), credit=900, today=DAY - timedelta(days=days))
    assert (Snooze(7) in buttons(shown(italian, news))) == offered


def test_a_reminder_says_all_that_a_holder_has_to_know(italian: Texts) -> None:
    text = read(shown(italian, a_reminder(two_addons(used_bytes=3_200_000_000), credit=900)))
    for said in (
        "mario.rossi@pec.archrm.it\nscade il 31 gennaio 2027, tra 70 giorni.",
        "servono 12,20 €.",
        "Hai 9,00 €: mancano 3,20 €.",
        "• Upgrade Spazio Inbox, 2 GB\nsi rinnova: 7,32 €",
        "• Conservazione Sostitutiva, 1 GB\n⚠️ 4,88 €, e il credito non basta: finisce il 31 gennaio 2027",
        "Se il credito non basta",
    ):
        assert said in text


def test_a_reminder_has_one_main_button_and_only_if_something_is_missing(italian: Texts) -> None:
    short, covered = (shown(italian, a_reminder(two_addons(), credit=credit)) for credit in (900, 2_000))
    assert (labels(short)[0], buttons(short)[0]) == ("Ricarica 3,20 €", TopUpRenewal(7))
    assert TopUpRenewal(7) not in buttons(covered)
    assert "Non devi fare nulla" in read(covered)


def test_who_has_a_mailbox_that_nobody_renews_turns_to_the_body(italian: Texts) -> None:
    for holding in (two_addons(auto_renew=False), a_holding(auto_renew=False)):
        assert "rivolgiti al tuo ente perché la rinnovi" in read(shown(italian, a_reminder(holding)))


def test_an_outcome_says_what_was_renewed_until_when_and_for_how_much(italian: Texts) -> None:
    text = read(shown(italian, an_outcome(two_addons(), 900)))
    assert "✅ Rinnovato\n• Upgrade Spazio Inbox, 2 GB: 7,32 €, fino al 31 gennaio 2028" in text
    assert "⏹ Disattivato\n• Conservazione Sostitutiva, 1 GB: servivano 4,88 € e il credito non bastava" in text
    assert "Sono stati presi 7,32 € dal tuo credito, che adesso è 1,68 €." in text


def test_what_ended_for_lack_of_credit_can_be_bought_again(italian: Texts) -> None:
    screen = shown(italian, an_outcome(two_addons()))
    assert next(button for button in buttons(screen) if isinstance(button, ChooseGb)) == ChooseGb(7, INBOX, 2)
    assert OpenMailbox(7) in buttons(screen)


def test_what_its_holder_declined_is_not_offered_again(italian: Texts) -> None:
    screen = shown(italian, an_outcome(a_holding(inbox(renews=False))))
    assert not any(isinstance(button, ChooseGb) for button in buttons(screen))
    assert "avevi scelto di non rinnovarlo" in read(screen)


def test_what_runs_on_unpaid_says_until_when_and_what_to_do(italian: Texts) -> None:
    screen = shown(italian, an_outcome(two_addons(), 900, warned=False))
    assert "• Conservazione Sostitutiva, 1 GB: fino al 15 febbraio 2027" in read(screen)
    assert "Per il rinnovo mancano 3,20 €." in read(screen)
    assert (labels(screen)[0], buttons(screen)[0]) == ("Ricarica 3,20 €", TopUpRenewal(7))


def test_the_date_in_a_sentence_elides(italian: Texts) -> None:
    day = date(2027, 2, 8)
    text = read(renewals.renewals(italian, a_renewals(a_holding(archive(runs_until=day), expires_on=day))))
    assert "L'8 febbraio 2027 saranno presi 4,88 €" in text
