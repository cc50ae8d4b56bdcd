"""What Pakasir charges for a payment. For display: the reply to a create names the fee that counts."""

_CHEAP_UP_TO = 105_000
_FLAT_PART = 310

# Virtual accounts cost the same at every amount.
_VIRTUAL_ACCOUNT_FEES = {
    "bri_va": 3500,
    "bni_va": 3500,
    "cimb_niaga_va": 3500,
    "permata_va": 3500,
    "maybank_va": 3500,
    "bnc_va": 3500,
    "atm_bersama_va": 3500,
    "artha_graha_va": 2000,
    "sampoerna_va": 2000,
}


def qris_fee(amount: int) -> int:
    """Say the fee in rupiah: 0.7 % and 310 up to Rp 105.000, else 1 %, rounded up."""
    if amount <= _CHEAP_UP_TO:
        return _rounded_up(amount * 7, 1000) + _FLAT_PART
    return _rounded_up(amount, 100)


def fee_table(amount: int) -> dict[str, int]:
    """List the fee in rupiah by payment method, as the vendor's fee call does."""
    return {"qris": qris_fee(amount), **_VIRTUAL_ACCOUNT_FEES}


def _rounded_up(dividend: int, divisor: int) -> int:
    return -(-dividend // divisor)
