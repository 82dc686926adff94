"""Links into the chat: what they stand for, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.screens.buttons import Button, Home, OpenMailbox, ShowSpaceAlerts, TopUpRenewal
from bot.screens.buttons.access import RevokeAccess, ShowAccesses
from bot.screens.buttons.account import ForgotPassword, RecoverPassword
from bot.screens.deep_links import button_of_payload, link, payload_of

IDS = st.integers(1, 2**63 - 1)
LINKED = st.one_of(
    *(st.builds(kind, IDS) for kind in (TopUpRenewal, OpenMailbox, RevokeAccess, RecoverPassword)),
    st.sampled_from([ShowSpaceAlerts(), ForgotPassword(), ShowAccesses()]),
)

FORGED = [
    "", "r", "m", "r0", "r-1", "r01", "r 1", "r1 ", "r1\n", "R1", "x1", "r1m2", "r٣", "r1e3", "m9223372036854775808",
    "r" + "9" * 5_000, "alert", "ALERTS", "alerts ", "alerts1", "mailbox:1",
    "w", "w0", "w01", "w-1", "W1", "w1 ", "w1m1", "w9223372036854775808", "accesses:1", "accesses1", "access",
    "p", "p0", "p01", "password1", "recover:1",
    "revoke:1", "top-up-renewal:1", "\x00",
]  # fmt: skip


@given(LINKED)
def test_a_link_leads_where_it_was_made_for(button: Button) -> None:
    payload = payload_of(button)
    assert button_of_payload(payload) == button
    assert len(payload) <= 64  # what Telegram takes


@pytest.mark.parametrize("text", FORGED)
def test_f06_a_forged_link_leads_nowhere(text: str) -> None:
    assert button_of_payload(text) is None


@given(st.text(max_size=30))
def test_f06_any_text_is_read_exactly_or_leads_nowhere(text: str) -> None:
    button = button_of_payload(text)
    assert button is None or payload_of(button) == text


def test_no_link_leads_to_any_other_button() -> None:
    with pytest.raises(ValueError, match="Home"):
        payload_of(Home())


def test_a_link_is_an_address_of_the_bot() -> None:
    assert link("area_clienti_bot", TopUpRenewal(7)) == "https://t.me/area_clienti_bot?start=r7"
