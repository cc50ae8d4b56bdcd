"""How the shop is paid, from its settings."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import aiohttp

from auto_order.kit.errors import ConfigurationError
from auto_order.payments.gateways.pakasir import Pakasir, PakasirAccount
from auto_order.payments.policy import Fairness, PaymentPolicy, TopupLimits
from auto_order.settings import Settings


def build_policy(settings: Settings, http: aiohttp.ClientSession) -> PaymentPolicy | None:
    """Make the policy around the gateway that is set up; None when there is none."""
    project = settings.pakasir
    if project is None:
        return None
    account = PakasirAccount(
        project=project.slug,
        api_key=project.api_key,
        webhook_secret=project.webhook_secret,
        api_url=settings.pakasir_api_url,
        is_test_mode=settings.pakasir_test_mode,
    )
    return PaymentPolicy(
        gateway=Pakasir(account, http),
        invoice_time=timedelta(minutes=settings.invoice_minutes),
        grace=timedelta(seconds=settings.invoice_grace_seconds),
        most_open_orders=settings.open_orders_per_buyer,
        is_fee_on_buyer=settings.service_fee == "buyer",
        topup_limits=read_topup_limits(settings),
        fairness=Fairness(
            most_held_units=settings.held_units_per_buyer,
            lapses_forgiven=settings.lapses_forgiven,
            shortest_invoice=timedelta(minutes=settings.shortest_invoice_minutes),
        ),
    )


@asynccontextmanager
async def open_policy(settings: Settings) -> AsyncIterator[PaymentPolicy]:
    """Open the way to the gateway for a command. Raises ConfigurationError where none is set up."""
    async with aiohttp.ClientSession() as http:
        policy = build_policy(settings, http)
        if policy is None:
            name, problem = "PAKASIR_PROJECT_SLUG", "is not set: there is no gateway to ask"
            raise ConfigurationError(name, problem, example=f"{name}=toko-saya")
        yield policy


def read_topup_limits(settings: Settings) -> TopupLimits:
    """Say how much a wallet is filled with at a time."""
    return TopupLimits(least=settings.deposit_minimum, most=settings.deposit_maximum)
