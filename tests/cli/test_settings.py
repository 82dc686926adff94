"""Settings: strict, frozen, and never repeated in an error."""

from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from bot.clock import SystemClock
from bot.gateways.smtp import SmtpPost
from bot.setting_sources import SettingsRefused
from bot.settings import Settings, environment_of_a_child, read_settings
from domain.catalogue import MailboxType, ServiceKey
from domain.money import Money
from tests.cli.conftest import Cli

GOOD = {
    "BOT_TOKEN": "7000000001:AAEabcdefghijklmnopqrstuvwxyz012345",
    "STRIPE_SECRET_KEY": "sk_test_4eC39HqLyjWDarjtT1",
    "STRIPE_WEBHOOK_SECRET": "whsec_4eC39HqLyjWDarjtT1",
}
WEBHOOK = {"BOT_MODE": "webhook", "WEBHOOK_SECRET": "a-secret-of-ours", "PUBLIC_URL": "https://bot.example.org"}


def read(monkeypatch: pytest.MonkeyPatch, **changed: str) -> Settings:
    """The settings of an environment that is good but for what is changed."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    for name, value in {**GOOD, **changed}.items():
        monkeypatch.setenv(name, value)
    return read_settings(Settings, _env_file=None)


def problems(monkeypatch: pytest.MonkeyPatch, **changed: str) -> set[tuple[str, str]]:
    """What is wrong with such an environment."""
    with pytest.raises(SettingsRefused) as refused:
        read(monkeypatch, **changed)
    return {(problem.name, problem.code) for problem in refused.value.problems}


def test_what_is_not_set_has_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read(monkeypatch)
    assert settings.bot_mode == "polling"
    assert settings.database_url == "sqlite+aiosqlite:///data/area-clienti.db"
    assert settings.catalogue().prices == {ServiceKey.INBOX: Money(300), ServiceKey.ARCHIVE: Money(400)}
    assert settings.catalogue().inbox_caps == {MailboxType.STANDARD: 2}
    assert settings.session_limits().idle.total_seconds() == 30 * 60


def test_lists_and_caps_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read(monkeypatch, ADMIN_IDS="1003, 1004", GB_OFFERED="1,4", INBOX_CAPS="standard=3, pro=10")
    assert settings.admin_ids == (1003, 1004)
    assert settings.catalogue().gb_offered == (1, 4)
    assert settings.catalogue().inbox_caps == {MailboxType.STANDARD: 3, MailboxType.PRO: 10}
    assert read(monkeypatch, INBOX_CAPS="none").catalogue().inbox_caps == {}


def test_settings_are_frozen_and_show_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read(monkeypatch, DATABASE_URL="postgresql+psycopg://bot:hush@localhost/area")
    with pytest.raises(ValidationError):
        settings.http_port = 1  # type: ignore[misc]  # that it is frozen is the point
    assert [secret for secret in (*GOOD.values(), "hush") if secret in repr(settings)] == []
    assert settings.secrets() == (*GOOD.values(), "hush")


def test_a_secret_comes_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "token").write_text(GOOD["BOT_TOKEN"] + "\n", encoding="utf-8")
    settings = read(monkeypatch, BOT_TOKEN="", BOT_TOKEN_FILE=str(tmp_path / "token"))
    assert settings.bot_token.get_secret_value() == GOOD["BOT_TOKEN"]
    assert problems(monkeypatch, BOT_TOKEN_FILE=str(tmp_path / "token")) == {("BOT_TOKEN", "given-twice")}
    assert problems(monkeypatch, BOT_TOKEN="", BOT_TOKEN_FILE=str(tmp_path / "none")) == {
        ("BOT_TOKEN_FILE", "unreadable")
    }


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("BOT_TOKEN", "", "missing"),
        ("BOT_TOKEN", "changeme", "placeholder"),
        ("BOT_TOKEN", "123456789:your-token-here", "placeholder"),
        ("BOT_TOKEN", "no colon", "malformed"),
        ("STRIPE_SECRET_KEY", "", "missing"),
        ("STRIPE_SECRET_KEY", "sk_test_...", "placeholder"),
        ("STRIPE_SECRET_KEY", "pk_test_4eC39HqLyjWDarjtT1", "malformed"),
        ("STRIPE_WEBHOOK_SECRET", "", "missing"),
        ("STRIPE_WEBHOOK_SECRET", "whsec_xxxxxxxx", "placeholder"),
        ("STRIPE_WEBHOOK_SECRET", "we_1234", "malformed"),
    ],
)
def test_s15_empty_placeholder_and_mistaken_secrets_are_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, code: str
) -> None:
    assert problems(monkeypatch, **{name: value}) == {(name, code)}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("INBOX_PRICE", "3,00"),
        ("INBOX_PRICE", "1e1"),
        ("ARCHIVE_PRICE", "0"),
        ("ARCHIVE_PRICE", "4.005"),
        ("VAT_RATE", "-1"),
        ("GB_OFFERED", "1,two"),
        ("GB_MOST", "0"),
        ("INBOX_CAPS", "gold=2"),
        ("INBOX_CAPS", "standard"),
        ("ADMIN_IDS", "@carla"),
        ("HTTP_PORT", "65536"),
        ("DATABASE_URL", "mysql://localhost/area"),
        ("BOT_API_URL", "https://api.telegram.org/bot"),
        ("BOT_MODE", "carrier pigeon"),
        ("LOG_LEVEL", "loud"),
        ("LOG_FORMAT", "xml"),
        ("MAIL_SERVER", "dovecot"),
        ("SMTP_URL", "mail.example.org"),
        ("SMTP_URL", "https://mail.example.org"),
        ("SMTP_URL", "smtp://"),
        ("SMTP_URL", "smtp://mail.example.org:0"),
        ("SMTP_URL", "smtp://mail.example.org:99999"),
        ("SMTP_URL", "smtp://mail.example.org/queue"),
        ("SMTP_URL", "smtp://bot:a password@mail.example.org"),
        ("MAIL_FROM", "nobody"),
        ("MAIL_FROM", "a@b.it, c@d.it"),
        ("MAIL_FROM", "Area Clienti <noreply@archrm.it>\nBcc: spy@example.com"),
        ("MAIL_FROM", "Romà <è@archrm.it>"),
        ("SESSION_HOURS", "0"),
        ("ORDERS_PER_DAY", "0"),
        ("LINKS_PER_DAY", "1001"),
        ("ACTIVATION_HOURS", "0"),
        ("ACTIVATION_HOURS", "721"),
        ("ADJUSTMENT_LIMIT", "-1"),
        ("ADJUSTMENT_LIMIT", "50.001"),
    ],
)
def test_a_malformed_setting_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    assert problems(monkeypatch, **{name: value}) == {(name, "malformed")}


@pytest.mark.parametrize(
    "sender",
    ["noreply@archrm.it", "Area Clienti <noreply@archrm.it>", '"Ordine, di Romà" <no.reply+1@archrm.it>', "A<a@b.it>"],
)
def test_a_mail_server_needs_a_sender_that_it_can_be_told(monkeypatch: pytest.MonkeyPatch, sender: str) -> None:
    mail = {"SMTP_URL": "smtps://bot%40archrm.it:p%40ss@mail.example.org:465"}
    assert problems(monkeypatch, **mail) == {("MAIL_FROM", "missing")}
    settings = read(monkeypatch, **mail, MAIL_FROM=sender)
    SmtpPost(settings.smtp_url, settings.mail_from, clock=SystemClock())
    assert settings.secrets()[-2:] == ("p%40ss", "p@ss")


@pytest.mark.parametrize("key", ["sk_live_4eC39HqLyjWDarjtT1", "rk_live_4eC39HqLyjWDarjtT1"])
def test_no_clock_is_moved_with_a_live_stripe_key(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    assert read(monkeypatch, CLOCK_FILE="clock").clock_file == "clock"
    assert read(monkeypatch, STRIPE_SECRET_KEY=key).clock_file == ""
    assert problems(monkeypatch, CLOCK_FILE="clock", STRIPE_SECRET_KEY=key) == {("CLOCK_FILE", "malformed")}


def test_a_process_that_is_started_inherits_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLOCK_FILE", "clock")
    monkeypatch.setenv("SMTP_URL_FILE", "secret")
    assert {"CLOCK_FILE", "SMTP_URL_FILE"}.isdisjoint(environment_of_a_child())
    assert environment_of_a_child(CLOCK_FILE="other")["CLOCK_FILE"] == "other"


def test_webhook_mode_needs_an_address_and_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch, **WEBHOOK).public_url == "https://bot.example.org"
    assert problems(monkeypatch, **{**WEBHOOK, "WEBHOOK_SECRET": ""}) == {("WEBHOOK_SECRET", "missing")}
    assert problems(monkeypatch, **{**WEBHOOK, "PUBLIC_URL": ""}) == {("PUBLIC_URL", "missing")}


def test_s19_public_addresses_are_https_except_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for mode in ({}, WEBHOOK):
        for name in ("PUBLIC_URL", "STRIPE_API_URL", "BOT_API_URL"):
            for elsewhere in ("http://bot.example.org", "HTTP://10.0.0.7:8081", "http://localhost.example.org"):
                assert problems(monkeypatch, **{**mode, name: elsewhere}) == {(name, "not-https")}
            for here in ("http://127.0.0.1:8080", "http://localhost:8080", "http://[::1]:8080"):
                assert getattr(read(monkeypatch, **{**mode, name: f"{here}/"}), name.lower()) == here


def test_s15_no_secret_is_left_empty_or_as_the_example_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever adds a setting that is a secret has it looked at here."""
    webhook = {"BOT_MODE": "webhook", "PUBLIC_URL": "https://bot.example.org", "WEBHOOK_SECRET": "hush-hush"}
    secrets = [name.upper() for name, field in Settings.model_fields.items() if field.annotation is SecretStr]
    assert set(secrets) == {"BOT_TOKEN", "WEBHOOK_SECRET", "STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET"}
    for name in secrets:
        for placeholder in ("changeme", "your-secret-here", "<secret>", "..."):
            assert {found for found, _ in problems(monkeypatch, **{**webhook, name: placeholder})} == {name}
        assert problems(monkeypatch, **{**webhook, name: ""}) == {(name, "missing")}


def test_s15_a_start_without_secrets_ends_with_one_line(cli: Cli) -> None:
    answer = cli.process("run")
    assert (answer.code, answer.out) == (2, "")
    assert answer.complaint.startswith("BOT_TOKEN is missing: write the token that @BotFather gave")
    assert answer.complaint.endswith("Also wrong: STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET.")


def test_a_malformed_secret_is_named_but_not_repeated_and_a_dotenv_file_is_read(cli: Cli) -> None:
    lines = [f"{name}={value}" for name, value in {**GOOD, "BOT_TOKEN": "canary-of-a-token"}.items()]
    (cli.folder / ".env").write_text("\n".join(lines), encoding="utf-8")
    answer = cli("run")
    assert (answer.code, answer.out) == (2, "")
    assert answer.complaint.startswith("BOT_TOKEN is malformed: write")
    assert "canary" not in answer.err
