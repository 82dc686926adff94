"""What is outside, wired: libraries, the mail server, Stripe. Every call out is counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.gateways.checks import LibraryChecks, is_email, is_fiscal_code
from bot.gateways.codes import HotpCodes
from bot.gateways.hashing import Argon2Hashes
from bot.gateways.local_mail import LocalMailServer
from bot.gateways.measured import MeasuredMailServer
from bot.gateways.stripe import StripePaymentLinks, StripeWords
from bot.gateways.telegram_files import download
from bot.metrics.calls import CallMetrics
from bot.screens.texts import Texts
from bot.services import Gateways
from bot.settings import Settings
from domain.holders import Language
from domain.ports import Units
from domain.register import RegisterReader


def build_gateways(settings: Settings, units: Units, calls: CallMetrics) -> Gateways:
    """Wires what the use cases ask of libraries and of servers."""
    hashes = Argon2Hashes()
    return Gateways(
        mail_server=MeasuredMailServer(LocalMailServer(units, hashes), calls.of("mail_server")),
        codes=HotpCodes(settings.bot_token.get_secret_value()),
        hashes=hashes,
        checks=LibraryChecks(),
        register=RegisterReader(is_fiscal_code=is_fiscal_code, is_email=is_email),
        download=download,
    )


def build_payment_links(
    settings: Settings, texts: Mapping[Language, Texts], bot_username: Callable[[], str], calls: CallMetrics
) -> StripePaymentLinks:
    """Wires what asks for money."""

    def words(language: Language) -> StripeWords:
        label = texts[language].label
        return StripeWords(product=label("stripe-product"), inactive=label("stripe-inactive"))

    return StripePaymentLinks(
        key=settings.stripe_secret_key.get_secret_value(),
        webhook_secret=settings.stripe_webhook_secret.get_secret_value(),
        api_url=settings.stripe_api_url,
        bot_username=bot_username,
        words=words,
        observe=calls.of("stripe"),
    )
