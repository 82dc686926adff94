"""A draft on Carla's phone: what is asked, what is answered, and what is refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.conversations.front import SECRET_STATES
from bot.conversations.front import conversations as all_conversations
from bot.screens.button_fields import Choice
from bot.screens.buttons import encode
from bot.screens.buttons.broadcasts import (
    AskToUndoBroadcast,
    PauseBroadcast,
    SendReport,
    ShowBroadcast,
    ShowBroadcasts,
    StopBroadcast,
    UndoBroadcast,
)
from bot.screens.buttons.composing import (
    AimAtAll,
    AimAtDomain,
    AimAtExpiry,
    AimAtLanguage,
    AimAtShort,
    AimAtType,
    AttachToBroadcast,
    BeginAt,
    ChooseAudience,
    ChooseCriterion,
    ChooseMoment,
    ClearBroadcast,
    ClearCriterion,
    ConfirmBroadcast,
    Criterion,
    DetachFromBroadcast,
    EditBroadcast,
    EmptyBroadcast,
    Moment,
    NewBroadcast,
    PreviewBroadcast,
    SendByEmail,
    WriteBroadcast,
)
from domain.broadcasts import Audience, Broadcast, BroadcastState
from domain.catalogue import MailboxType
from domain.composing import mark_of, mark_of_text
from domain.holders import Language
from tests.journeys.desk import Desk
from tests.people import CARLA, MARIO
from tests.pictures import PICTURE

IT, EN = Language
CARD = "4242 4242 4242 4242"


@pytest.fixture
async def drafting(desk: Desk) -> Desk:
    """Carla has begun a draft. Mario can be told something."""
    await desk.log_in(MARIO)
    await desk.tap(CARLA, NewBroadcast())
    return desk


async def draft(desk: Desk) -> Broadcast:
    """The draft as it stands."""
    return await desk.services.broadcasting.get(1)


async def write(desk: Desk, text: str, **fields: Any) -> None:
    """Carla writes the Italian text."""
    await desk.tap(CARLA, WriteBroadcast(1, IT))
    await desk.type(CARLA, text, **fields)


# The text


@pytest.mark.parametrize("text", ["Passwort1", "riga uno\n\nriga due", '<b>non</b> & "così"', "Ciao 🎉"])
async def test_whatever_is_typed_while_the_text_is_asked_for_is_the_text(drafting: Desk, text: str) -> None:
    await write(drafting, text)
    stored = (await draft(drafting)).italian
    assert stored is not None
    assert stored.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&") == text
    deleted = drafting.request.sent("deleteMessage")
    assert [call for call in deleted if call["chat_id"] == str(CARLA.id)] == []


async def test_the_formatting_of_the_message_is_kept_and_nothing_else_of_it(drafting: Desk) -> None:
    entities = [
        {"type": "bold", "offset": 0, "length": 5},
        {"type": "text_link", "offset": 6, "length": 3, "url": 'https://archrm.it/?a=1&b="2"'},
        {"type": "custom_emoji", "offset": 10, "length": 2, "custom_emoji_id": "7"},
        {"type": "expandable_blockquote", "offset": 13, "length": 4},
    ]
    await write(drafting, "Cari, <b> 🎉\nfine\x00\x07", entities=entities)
    assert (await draft(drafting)).italian == (
        '<b>Cari,</b> <a href="https://archrm.it/?a=1&amp;b=&quot;2&quot;">&lt;b&gt;</a> '
        '<tg-emoji emoji-id="7">🎉</tg-emoji>\n<blockquote expandable>fine</blockquote>'
    )


async def test_f68_a_card_number_is_no_text_for_anybody(drafting: Desk) -> None:
    await write(drafting, f"Pagate con {CARD}")
    assert "Sembrava il numero di una carta" in drafting.last
    assert (await draft(drafting)).italian is None
    await drafting.send_photo(CARLA, PICTURE, caption=CARD)
    assert (await draft(drafting)).attachment is None


async def test_a_text_that_is_too_long_is_refused_with_how_much_and_asked_for_again(drafting: Desk) -> None:
    await write(drafting, "x" * 3_903)
    assert "il massimo è 3.900 caratteri, e ce ne sono 3 di troppo" in plain_of(drafting)
    await drafting.type(CARLA, "Più breve.")
    assert (await draft(drafting)).italian == "Più breve."


async def test_an_attachment_and_a_text_that_do_not_go_together_are_refused(drafting: Desk) -> None:
    await write(drafting, "x" * 901)
    await drafting.tap(CARLA, AttachToBroadcast(1))
    await drafting.send_photo(CARLA, PICTURE)
    assert "il massimo è 900 caratteri, e ce n'è uno di troppo" in plain_of(drafting)
    assert (await draft(drafting)).attachment is None


async def test_a_photo_with_a_caption_takes_the_place_of_a_text_that_was_too_long(drafting: Desk) -> None:
    await write(drafting, "x" * 2_000)
    await drafting.tap(CARLA, WriteBroadcast(1, IT))
    await drafting.send_photo(CARLA, PICTURE, caption="Breve.")
    stands = await draft(drafting)
    assert (stands.italian, stands.attachment is not None) == ("Breve.", True)


async def test_the_caption_of_an_attachment_replaces_no_text_that_is_there(drafting: Desk) -> None:
    await write(drafting, "Questo resta.")
    await drafting.tap(CARLA, AttachToBroadcast(1))
    await drafting.send_document(CARLA, "avviso.pdf", b"%PDF", caption="Altro.")
    stands = await draft(drafting)
    assert (stands.italian, stands.attachment and stands.attachment.name) == ("Questo resta.", "avviso.pdf")
    await drafting.tap(CARLA, DetachFromBroadcast(1))
    assert (await draft(drafting)).attachment is None


async def test_a_text_is_taken_away_and_then_there_is_nothing_to_look_at(drafting: Desk) -> None:
    await write(drafting, "Ciao a tutti")
    await drafting.tap(CARLA, ClearBroadcast(1, IT))
    assert (await draft(drafting)).italian is None
    await drafting.tap(CARLA, PreviewBroadcast(1))
    assert "Manca il testo" in drafting.last


async def test_a_text_may_be_written_without_ever_logging_in(desk: Desk) -> None:
    await desk.type(CARLA, "/comunicazione")
    await write(desk, "Ciao a tutti")
    assert (await draft(desk)).italian == "Ciao a tutti"


def test_no_question_about_a_broadcast_waits_for_a_secret() -> None:
    (composing,) = (talk for talk in all_conversations({CARLA.id}) if talk.name == "broadcast")
    names = {state.name for state in composing.states if hasattr(state, "name")}
    assert len(names) == len(composing.states)
    assert names.isdisjoint(SECRET_STATES)


# To whom


async def test_criteria_add_up_and_everybody_clears_them(drafting: Desk) -> None:
    for button in (
        AimAtLanguage(1, IT),
        AimAtDomain(1, mark_of_text("pec.archrm.it")),
        AimAtType(1, MailboxType.PRO),
        AimAtExpiry(1, 90),
        AimAtShort(1, Choice.YES),
    ):
        await drafting.tap(CARLA, button)
    assert (await draft(drafting)).audience == Audience(
        language=IT, domain="pec.archrm.it", type=MailboxType.PRO, expires_within=90, short=True
    )
    assert "Così non la riceve nessuno" in drafting.last
    for criterion in Criterion:
        await drafting.tap(CARLA, ClearCriterion(1, criterion))
    await drafting.tap(CARLA, AimAtShort(1, Choice.NO))
    assert (await draft(drafting)).audience == Audience()
    await drafting.tap(CARLA, AimAtType(1, MailboxType.PRO))
    await drafting.tap(CARLA, AimAtAll(1))
    assert (await draft(drafting)).audience == Audience()
    assert "tutti gli iscritti" in drafting.last


async def test_a_domain_and_a_number_of_days_may_be_typed(drafting: Desk) -> None:
    await drafting.tap(CARLA, ChooseCriterion(1, Criterion.DOMAIN))
    await drafting.type(CARLA, "non è un dominio")
    assert "Questo non è un dominio" in drafting.last
    await drafting.type(CARLA, "@PEC.archrm.it")
    await drafting.tap(CARLA, ChooseCriterion(1, Criterion.EXPIRY))
    await drafting.type(CARLA, "presto")
    assert "da 1 a <b>3.650</b>" in drafting.last
    await drafting.type(CARLA, "45")
    assert (await draft(drafting)).audience == Audience(domain="pec.archrm.it", expires_within=45)


async def test_a_domain_that_is_not_offered_any_more_is_not_aimed_at(drafting: Desk) -> None:
    await drafting.tap(CARLA, AimAtDomain(1, mark_of_text("pec.altrove.it")))
    assert drafting.last == drafting.word(CARLA, "refused-not-found")
    assert drafting.key("bc-to") == "bc-to:1"


async def test_every_criterion_is_asked_for_with_its_keys(drafting: Desk) -> None:
    await drafting.tap(CARLA, ChooseAudience(1))
    for key in [key for key in drafting.keys if key.startswith("bc-by")]:
        await drafting.tap(CARLA, key)
        assert "bc-to:1" in drafting.keys
        aims = {"bc-language", "bc-domain", "bc-type", "bc-expiry"}
        chosen = next(one for one in drafting.keys if one.split(":")[0] in aims)
        await drafting.tap(CARLA, chosen)
        assert "bc-any" not in str(drafting.keys)
        await drafting.tap(CARLA, key)
        assert "bc-any" in str(drafting.keys)


# When, and by which way


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("domani", "Non riconosco giorno e ora"),
        ("22/11/2026 09:00", "è già passato"),
        ("28/03/2027 02:30", "questa ora non esiste"),
        ("25/12/2028 18:30", "un anno"),
    ],
)
async def test_a_time_that_cannot_be_is_refused_in_words_and_asked_for_again(
    drafting: Desk, typed: str, words: str
) -> None:
    await drafting.tap(CARLA, ChooseMoment(1))
    await drafting.type(CARLA, typed)
    assert words in drafting.last
    await drafting.type(CARLA, "25/12/2026 18:30")
    assert "25 dicembre 2026 alle 18:30" in drafting.last


async def test_a_time_is_chosen_from_those_offered_and_given_up_again(drafting: Desk) -> None:
    shown = {Moment.IN_AN_HOUR: "22 novembre 2026 alle 11:00", Moment.TOMORROW: "23 novembre 2026 alle 09:00"}
    for moment, words in shown.items():
        await drafting.tap(CARLA, BeginAt(1, moment))
        assert words in drafting.last
    await drafting.tap(CARLA, BeginAt(1, Moment.NOW))
    assert "Subito dopo la conferma" in drafting.last


async def test_a_time_that_passes_before_the_key_is_tapped_is_chosen_anew(drafting: Desk) -> None:
    await write(drafting, "Ciao a tutti")
    await drafting.tap(CARLA, BeginAt(1, Moment.IN_AN_HOUR))
    await drafting.tap(CARLA, PreviewBroadcast(1))
    confirm = drafting.key("bc-confirm")
    drafting.clock.move(timedelta(hours=2))
    await drafting.tap(CARLA, confirm)
    assert "è già passato" in drafting.last
    assert (await draft(drafting)).state is BroadcastState.DRAFT


async def test_where_no_mail_is_sent_it_is_not_offered(drafting: Desk) -> None:
    await drafting.tap(CARLA, EditBroadcast(1))
    assert "bc-email" not in str(drafting.keys)
    await drafting.tap(CARLA, SendByEmail(1, Choice.YES))
    assert not (await draft(drafting)).by_email


async def test_where_mail_is_sent_it_goes_by_e_mail_too(mailing_desk: Desk) -> None:
    await mailing_desk.tap(CARLA, NewBroadcast())
    await mailing_desk.tap(CARLA, mailing_desk.key("bc-email"))
    assert "In chat e per e-mail" in mailing_desk.last
    assert "5 persone" in mailing_desk.last
    await write(mailing_desk, "<Manutenzione>\ndi sabato")
    await mailing_desk.tap(CARLA, PreviewBroadcast(1))
    assert "Oggetto dell'e-mail: <b>&lt;Manutenzione&gt;</b>" in mailing_desk.last
    await mailing_desk.tap(CARLA, SendByEmail(1, Choice.NO))
    assert "Solo in chat" in mailing_desk.last


# The last look


async def test_only_the_languages_that_will_be_read_are_shown(drafting: Desk) -> None:
    await write(drafting, "Ciao a tutti")
    await drafting.tap(CARLA, AimAtLanguage(1, IT))
    heard = len(drafting.said)
    await drafting.tap(CARLA, PreviewBroadcast(1))
    preview, summary = drafting.said[heard:]
    assert preview == "Ciao a tutti"
    assert "il messaggio per chi usa l'italiano" in summary


async def test_nobody_to_be_told_leaves_no_key_to_send_it(drafting: Desk) -> None:
    await write(drafting, "Ciao a tutti")
    await drafting.tap(CARLA, AimAtType(1, MailboxType.PREMIUM))
    await drafting.tap(CARLA, PreviewBroadcast(1))
    assert "Così non la riceve nessuno" in drafting.last
    assert "bc-confirm" not in str(drafting.keys)
    await drafting.tap(CARLA, ConfirmBroadcast(1, mark_of(await draft(drafting))))
    assert "Allarga i destinatari" in drafting.last


async def test_a_mark_that_was_made_up_confirms_nothing(drafting: Desk) -> None:
    await write(drafting, "Ciao a tutti")
    await drafting.tap(CARLA, ConfirmBroadcast(1, "0123456789abcdef"))
    assert "Dopo l'anteprima la comunicazione è cambiata" in drafting.last
    assert drafting.key("bc-edit") == "bc-edit:1"


async def test_what_was_confirmed_is_shown_instead_of_its_draft_and_is_changed_no_more(drafting: Desk) -> None:
    await write(drafting, "Ciao a tutti")
    await drafting.tap(CARLA, PreviewBroadcast(1))
    await drafting.tap(CARLA, drafting.key("bc-confirm"))
    await drafting.tap(CARLA, AimAtType(1, MailboxType.PREMIUM))
    assert "è già confermata" in drafting.last
    await drafting.tap(CARLA, EditBroadcast(1))
    assert "Comunicazione 1" in drafting.last
    assert (await draft(drafting)).audience == Audience()


@pytest.mark.parametrize("button", [ShowBroadcast(1), PauseBroadcast(1), StopBroadcast(1), SendReport(1)], ids=encode)
async def test_a_draft_is_no_broadcast_yet(drafting: Desk, button: Any) -> None:
    await drafting.tap(CARLA, button)
    assert drafting.last == drafting.word(CARLA, "refused-not-found")


async def test_what_nobody_has_received_cannot_be_taken_back(drafting: Desk) -> None:
    await write(drafting, "Ciao a tutti")
    await drafting.tap(CARLA, PreviewBroadcast(1))
    await drafting.tap(CARLA, drafting.key("bc-confirm"))
    await drafting.tap(CARLA, StopBroadcast(1))
    for button in (AskToUndoBroadcast(1), UndoBroadcast(1)):
        await drafting.tap(CARLA, button)
        assert "Non si può più ritirare" in drafting.last


async def test_a_draft_that_was_left_is_gone_on_with_or_begun_anew(drafting: Desk) -> None:
    await write(drafting, "Ciao a tutti")
    await drafting.type(CARLA, "/menu")
    await drafting.type(CARLA, "/comunicazione")
    assert ("Ciao a tutti" in drafting.last, drafting.keys) == (True, ["bc-edit:1", "bc-anew:1", "home"])
    await drafting.tap(CARLA, EditBroadcast(1))
    assert "bc-preview:1" in drafting.keys
    await drafting.type(CARLA, "/comunicazione")
    await drafting.tap(CARLA, EmptyBroadcast(1))
    assert ((await draft(drafting)).italian, "bc-preview:1" in drafting.keys) == (None, False)
    await drafting.type(CARLA, "/comunicazione")
    assert "bc-write:1:it" in drafting.keys


async def test_pages_of_broadcasts_are_turned(drafting: Desk) -> None:
    for number in range(1, 8):
        await drafting.tap(CARLA, WriteBroadcast(number, IT))
        await drafting.type(CARLA, f"Avviso {number}")
        await drafting.tap(CARLA, PreviewBroadcast(number))
        await drafting.tap(CARLA, drafting.key("bc-confirm"))
        await drafting.tap(CARLA, NewBroadcast())
    await drafting.tap(CARLA, ShowBroadcasts())
    assert "7 comunicazioni" in drafting.last
    assert [key for key in drafting.keys if key.split(":")[0] == "bc"] == [f"bc:{number}" for number in range(7, 1, -1)]
    await drafting.tap(CARLA, drafting.key("bc-list"))
    assert [key for key in drafting.keys if key.split(":")[0] == "bc"] == ["bc:1"]


def plain_of(desk: Desk) -> str:
    """What was said last, without its style."""
    return desk.last.replace("<b>", "").replace("</b>", "")
