"""After the sale: proofs of terms, and claims under a warranty."""

from aiogram.filters.callback_data import CallbackData

from auto_order.telegram.callbacks import Page, RowKey


class ReadProof(CallbackData, prefix="Pp"):
    """Show a proof that terms are met, with what the buyer wrote."""

    proof: RowKey


class ManageClaims(CallbackData, prefix="Pc"):
    """Show the claims that wait for a decision."""

    page: Page = 1


class ManageClaim(CallbackData, prefix="Pm"):
    """Show a claim with what can be decided about it."""

    claim: RowKey


class PickUnit(CallbackData, prefix="Pu"):
    """Show the units of a claim's line, so that one can be picked."""

    claim: RowKey
    page: Page = 1


class ReplaceUnit(CallbackData, prefix="Pr"):
    """Replace a unit, once the person is sure."""

    claim: RowKey
    unit: RowKey
    is_sure: bool = False


class RefundClaim(CallbackData, prefix="Pb"):
    """Ask how much of a claim's order goes back."""

    claim: RowKey


class RefuseClaim(CallbackData, prefix="Pn"):
    """Ask why a claim is refused."""

    claim: RowKey
