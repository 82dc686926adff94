"""Where a chat stands, and who may move it."""

from domain.dialogs import FORMAT, Delivery, DeliveryState, Dialog
from domain.notices import FIRST_RETRY, LONGEST_RETRY, Channel, NoticeKind, retry_after, to_chats
from domain.server_acts import limit_notice
from tests.people import NOW

BUYING = Dialog(
    chat_id=1001, conversation="buy", state="GB", draft={"gb": 2}, live_message_id=7, resume="b:1", version=3
)


def test_a_conversation_keeps_its_draft_as_it_moves_on() -> None:
    assert BUYING.moved("buy", "CONFIRM").draft == {"gb": 2}


def test_the_draft_of_another_conversation_does_not_survive() -> None:
    moved = BUYING.moved("top_up", "AMOUNT")
    assert (moved.conversation, moved.state, moved.draft) == ("top_up", "AMOUNT", {})


def test_a_draft_made_before_any_conversation_is_kept_by_the_first() -> None:
    assert Dialog(chat_id=1, draft={"gb": 1}).moved("buy", "GB").draft == {"gb": 1}


def test_an_ended_dialog_keeps_the_live_message_and_what_to_resume() -> None:
    ended = BUYING.ended()
    assert (ended.conversation, ended.state, ended.draft) == (None, None, {})
    assert (ended.live_message_id, ended.resume, ended.version) == (7, "b:1", 3)


def test_a_dialog_standing_as_another_keeps_its_own_messages() -> None:
    other = Dialog(chat_id=1001, conversation="login", state="NAME", draft={"a": 1}, live_message_id=99)
    standing = BUYING.standing_as(other)
    assert (standing.conversation, standing.state, standing.draft) == ("login", "NAME", {"a": 1})
    assert standing.live_message_id == 7


def test_a_draft_is_copied() -> None:
    draft = {"gb": 3}
    dialog = BUYING.drafted(draft)
    draft["gb"] = 9
    assert dialog.draft == {"gb": 3}


def test_an_update_arrives_for_the_first_time_unless_told_otherwise() -> None:
    assert Delivery(state=DeliveryState.NEW).deliveries == 1


def test_news_to_two_chats_are_two_notices_with_keys_of_their_own() -> None:
    notices = to_chats([1, 2], "topup:pi_1", NoticeKind.CREDIT_RECEIVED, {"cents": 5}, NOW)
    assert [notice.key for notice in notices] == ["topup:pi_1:credit_received:1", "topup:pi_1:credit_received:2"]
    assert [notice.chat_id for notice in notices] == [1, 2]


def test_a_limit_goes_to_the_mail_server_once_for_each_event() -> None:
    notice = limit_notice("a@pec.it", "order:q-1", 3, NOW)
    assert (notice.channel, notice.target) == (Channel.MAIL_SERVER, "a@pec.it")
    assert (notice.key, notice.facts) == ("order:q-1:set_limit", {"gigabytes": 3})


def test_the_wait_between_deliveries_doubles_up_to_an_hour() -> None:
    waits = [retry_after(attempts) for attempts in range(1, 60)]
    assert waits[:3] == [FIRST_RETRY, 2 * FIRST_RETRY, 4 * FIRST_RETRY]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_RETRY


def test_f56_a_dialog_of_another_format_begins_anew_and_keeps_its_live_message() -> None:
    assert BUYING.read_as(FORMAT) == BUYING
    assert BUYING.read_as(FORMAT + 1) == Dialog(chat_id=1001, live_message_id=7, version=3)
