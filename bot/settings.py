"""Every setting, read once from the environment (and from a file `.env`, if there is one) into a frozen object.

Four circles, each within the next: what prices need, what the books need, what a day brings about, what running the
bot needs.
"""

from __future__ import annotations

import os
import re
from datetime import timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal, Self, TypeVar
from urllib.parse import unquote, urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict
from pydantic_settings.sources import EnvSettingsSource

from bot.setting_sources import SecretFiles, SettingProblem, SettingsRefused
from bot.setting_values import (
    PLACEHOLDER,
    SHAPES,
    Euros,
    Gb,
    Percent,
    PerDay,
    Price,
    Rate,
    address,
    caps,
    database,
    hour,
    lower,
    post_office,
    signature,
    split,
    upper,
    wrong,
)
from domain.catalogue import Catalogue, MailboxType, ServiceKey
from domain.daily_limits import DailyLimits
from domain.money import Money
from domain.sessions import SessionLimits

Read = TypeVar("Read", bound=BaseSettings)

FREE_PACE, PAID_PACE = 30, 1_000  # messages a second, over all chats


class CatalogueSettings(BaseSettings):
    """What prices need. Prices are in euro, net, per GB per year; VAT is a percentage."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="ignore",
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        hide_input_in_errors=True,
        validate_default=True,
        defer_build=True,  # each circle is built when it is read: `quote` builds only its own
    )

    inbox_price: Price = Decimal("3.00")
    archive_price: Price = Decimal("4.00")
    vat_rate: Percent = Decimal(22)
    gb_offered: Annotated[tuple[Gb, ...], NoDecode, BeforeValidator(split), Field(min_length=1, max_length=6)] = (
        1,
        2,
        3,
        5,
        10,
    )
    gb_most: Gb = 100
    inbox_caps: Annotated[dict[MailboxType, Gb], NoDecode, BeforeValidator(caps)] = {MailboxType.STANDARD: 2}

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What is passed, then the environment, then files of secrets, then `.env`."""
        given: dict[str, str | None] = {}
        for source in (dotenv_settings, env_settings):
            if isinstance(source, EnvSettingsSource):
                given.update(source.env_vars)
        return init_settings, env_settings, SecretFiles(settings_cls, given), dotenv_settings

    def catalogue(self) -> Catalogue:
        """The catalogue at these prices and limits."""
        return Catalogue(
            prices={
                ServiceKey.INBOX: Money(int(self.inbox_price * 100)),
                ServiceKey.ARCHIVE: Money(int(self.archive_price * 100)),
            },
            vat_rate=self.vat_rate,
            gb_offered=tuple(gb for gb in self.gb_offered if gb <= self.gb_most),
            gb_most=self.gb_most,
            inbox_caps=dict(self.inbox_caps),
        )


class BookSettings(CatalogueSettings):
    """What the books need besides: where they lie, and how what happens is written down."""

    database_url: Annotated[str, AfterValidator(database)] = Field(
        default="sqlite+aiosqlite:///data/area-clienti.db", repr=False
    )
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(upper)] = "INFO"
    log_format: Annotated[Literal["text", "json"], BeforeValidator(lower)] = "text"


class DaySettings(BookSettings):
    """What a day brings about needs besides: whether mail is sent, whom of the admins to tell, and the clock."""

    smtp_url: Annotated[str, AfterValidator(post_office), Field(repr=False)] = ""
    admin_ids: Annotated[tuple[Annotated[int, Field(ge=1)], ...], NoDecode, BeforeValidator(split)] = ()
    clock_file: str = ""
    digest_hour: Annotated[Annotated[int, Field(ge=0, le=23)] | None, BeforeValidator(hour)] = 8


class Settings(DaySettings):
    """Everything that running the bot needs. Sessions are limited in minutes without use and in hours at the most."""

    bot_mode: Annotated[Literal["polling", "webhook"], BeforeValidator(lower)] = "polling"
    bot_token: SecretStr = SecretStr("")
    bot_api_url: Annotated[str, AfterValidator(address)] = "https://api.telegram.org"
    webhook_secret: SecretStr = SecretStr("")
    public_url: str = ""
    http_host: str = "127.0.0.1"
    http_port: Annotated[int, Field(ge=0, le=65_535)] = 8080
    stripe_secret_key: SecretStr = SecretStr("")
    stripe_webhook_secret: SecretStr = SecretStr("")
    stripe_api_url: Annotated[str, AfterValidator(address)] = "https://api.stripe.com"
    mail_from: Annotated[str, AfterValidator(signature)] = ""
    mail_server: Annotated[Literal["local"], BeforeValidator(lower)] = "local"
    support_contact: Annotated[str, Field(max_length=100)] = ""
    session_idle_minutes: Annotated[int, Field(ge=1, le=1_440)] = 30
    session_hours: Annotated[int, Field(ge=1, le=720)] = 12
    orders_per_day: PerDay = 30
    links_per_day: PerDay = 20
    activation_hours: Annotated[int, Field(ge=1, le=720)] = 48
    adjustment_limit: Euros = Decimal("50.00")
    broadcast_paid: bool = False
    broadcast_rate: Rate = Decimal(25)

    @field_validator("bot_token", "stripe_secret_key", "stripe_webhook_secret", "webhook_secret")
    @classmethod
    def _is_a_secret(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        """Refuses what is empty, left over from an example or of another kind (S15)."""
        text = value.get_secret_value().strip()
        if not text:
            if info.field_name == "webhook_secret" and info.data.get("bot_mode") != "webhook":
                return value
            raise wrong("missing")
        if PLACEHOLDER.search(text):
            raise wrong("placeholder")
        if not re.fullmatch(SHAPES[str(info.field_name)], text):
            raise wrong("malformed")
        return SecretStr(text)

    @field_validator("public_url")
    @classmethod
    def _is_public(cls, value: str, info: ValidationInfo) -> str:
        """Telegram calls it in webhook mode only."""
        if value.strip():
            return address(value)
        if info.data.get("bot_mode") == "webhook":
            raise wrong("missing")
        return ""

    @field_validator("mail_from")
    @classmethod
    def _signs_what_is_sent(cls, value: str, info: ValidationInfo) -> str:
        """Without a mail server nobody needs it."""
        if info.data.get("smtp_url") and not value:
            raise wrong("missing")
        return value

    @field_validator("broadcast_rate")
    @classmethod
    def _is_let_through(cls, value: Decimal, info: ValidationInfo) -> Decimal:
        """Telegram lets 30 messages a second through, and 1,000 to those who pay for more."""
        if value > (PAID_PACE if info.data.get("broadcast_paid") else FREE_PACE):
            raise wrong("malformed")
        return value

    @model_validator(mode="after")
    def _moves_no_real_money(self) -> Self:
        """A clock that somebody can move charges and ends add-ons on days that are none: never with a live key."""
        if self.clock_file and re.match(r"(sk|rk)_live_", self.stripe_secret_key.get_secret_value()):
            raise SettingsRefused((SettingProblem(name="CLOCK_FILE", code="malformed"),))
        return self

    def adjustments_alone(self) -> Money:
        """How much one administrator may adjust in a day without a second one."""
        return Money(int(self.adjustment_limit * 100))

    def daily_limits(self) -> DailyLimits:
        """How much one holder can ask for in a day."""
        return DailyLimits(orders=self.orders_per_day, links=self.links_per_day)

    def activation(self) -> timedelta:
        """How long the mail server has to give the space of an order, before what was paid comes back."""
        return timedelta(hours=self.activation_hours)

    def session_limits(self) -> SessionLimits:
        """How long a session lasts."""
        return SessionLimits(
            idle=timedelta(minutes=self.session_idle_minutes), absolute=timedelta(hours=self.session_hours)
        )

    def secrets(self) -> tuple[str, ...]:
        """Every secret in clear, for whoever has to keep them out of the log."""
        tokens = (self.bot_token, self.webhook_secret, self.stripe_secret_key, self.stripe_webhook_secret)
        passwords = [urlsplit(url).password or "" for url in (self.database_url, self.smtp_url)]
        forms = dict.fromkeys(form for password in passwords for form in (password, unquote(password)))
        return tuple(text for text in (*(token.get_secret_value() for token in tokens), *forms) if text)


def read_settings(kind: type[Read], **given: Any) -> Read:
    """Reads the settings of a kind. Raises SettingsRefused, which names what is wrong and repeats no value."""
    try:
        return kind(**given)
    except ValidationError as error:
        problems = (
            SettingProblem(name=str(found["loc"][0]).upper(), code=found.get("ctx", {}).get("code", "malformed"))
            for found in error.errors(include_url=False, include_input=False)
        )
        raise SettingsRefused(tuple({problem.name: problem for problem in problems}.values())) from None


def environment_of_a_child(**settings: str) -> dict[str, str]:
    """This process's environment with no setting of the bot but these, for a process that is started."""
    ours = {name.upper() for name in Settings.model_fields}
    kept = {
        name: value
        for name, value in os.environ.items()
        if not ours.intersection({name.upper(), name.upper().removesuffix("_FILE")})
    }
    return {**kept, **settings}


def wanted_language() -> str:
    """The language the terminal is set to, such as `it_IT.UTF-8`."""
    return next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
