"""Codes that a bank's app could read, and the vendor's price list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auto_order_sandbox.gateway.fees import fee_table, qris_fee
from auto_order_sandbox.gateway.qris import checksum, dynamic_qris
from tests.sandbox.gateway.codes import crc16, read_tlv


@given(
    amount=st.integers(500, 50_000_000),
    reference=st.text("abcdefghijklmnopqrstuvwxyz", min_size=12, max_size=12),
)
def test_a_code_is_read_back_with_its_amount_and_a_right_checksum(amount: int, reference: str) -> None:
    code = dynamic_qris(amount=amount, reference=reference)

    tags = read_tlv(code)
    assert list(tags) == sorted(tags), "the checksum is last, the rest in order"
    assert tags["63"] == crc16(code[:-4])
    assert (tags["53"], tags["54"], tags["58"], tags["59"]) == ("360", f"{amount}.00", "ID", "Pakasir")
    assert tags["01"] == "12"
    assert read_tlv(tags["62"])["01"] == reference


def test_the_checksum_is_the_one_that_the_standard_names() -> None:
    assert checksum("123456789") == "29B1"


@pytest.mark.parametrize(
    ("amount", "fee"),
    [
        (500, 314),
        (12_000, 394),
        (24_321, 481),
        (99_000, 1_003),
        (105_000, 1_045),
        (105_001, 1_051),
        (10_000_000, 100_000),
    ],
)
def test_the_qris_fee_is_the_vendors(amount: int, fee: int) -> None:
    assert qris_fee(amount) == fee


def test_the_fee_table_names_every_method() -> None:
    fees = fee_table(12_000)

    assert (fees["qris"], fees["bri_va"]) == (394, 3_500)
    assert len(fees) == 10
