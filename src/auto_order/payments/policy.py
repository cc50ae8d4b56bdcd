"""What an owner chose about payments, and the gateway to be paid through. Values, made once in bootstrap."""

from dataclasses import dataclass
from datetime import timedelta

from auto_order.payments.gateways import Gateway


@dataclass(frozen=True)
class TopupLimits:
    """The least and the most that a wallet is filled with at a time, in rupiah."""

    least: int = 10_000
    most: int = 10_000_000


@dataclass(frozen=True)
class Fairness:
    """How much one buyer may keep from the others without paying.

    Who lets more than ``lapses_forgiven`` invoices lapse within a day and buys nothing has half the time for
    the next one, a quarter for the one after it, but never less than ``shortest_invoice``.
    """

    most_held_units: int = 100
    lapses_forgiven: int = 2
    shortest_invoice: timedelta = timedelta(minutes=5)


@dataclass(frozen=True)
class PaymentPolicy:
    """How this shop is paid. ``is_fee_on_buyer`` adds the gateway's fee to the price as a service fee."""

    gateway: Gateway
    invoice_time: timedelta
    grace: timedelta
    most_open_orders: int
    is_fee_on_buyer: bool
    topup_limits: TopupLimits = TopupLimits()
    fairness: Fairness = Fairness()

    def service_fee(self, subtotal: int) -> int:
        """Say what a buyer pays on top of ``subtotal``, in rupiah."""
        return self.gateway.quote_fee(subtotal) if self.is_fee_on_buyer else 0
