"""Where a support contact leads, as people write it into the settings."""

from zoneinfo import ZoneInfo

import pytest

from auto_order.telegram.screens.profile import support
from auto_order.telegram.texts import Words

WORDS = Words("id", timezone=ZoneInfo("Asia/Jakarta"))


@pytest.mark.parametrize(
    ("contact", "url"),
    [
        ("@toko_saya", "https://t.me/toko_saya"),
        ("+62 812-3456-7890", "https://wa.me/6281234567890"),
        ("081234567890", "https://wa.me/6281234567890"),
        ("https://toko.example/cs", "https://toko.example/cs"),
    ],
)
def test_a_contact_that_names_a_place_has_a_button(contact: str, url: str) -> None:
    assert support(contact, WORDS).rows[0][0].url == url


@pytest.mark.parametrize("contact", ["Rina, jam kerja", "@x", "javascript:alert(1)", None])
def test_any_other_contact_is_just_shown(contact: str | None) -> None:
    assert not support(contact, WORDS).rows[0] or support(contact, WORDS).rows[0][0].url is None
