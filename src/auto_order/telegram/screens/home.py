"""Screens that greet and explain."""

from collections.abc import Sequence

from auto_order.customers.service import CustomerCard
from auto_order.storefront.models import Figures
from auto_order.telegram.callbacks import (
    ChooseLanguage,
    ShowInformation,
)
from auto_order.telegram.screens.screen import Screen, main_menu, tap, worded
from auto_order.telegram.texts import Words

_LANGUAGES = (("id", "button-indonesian"), ("en", "button-english"))


def start(customer: CustomerCard, *, shop: str, figures: Figures, is_staff: bool, words: Words) -> Screen:
    """Welcome the customer and give them the main menu."""
    screen = worded(
        words,
        "start",
        name=customer.shown_name,
        shop=shop,
        customers=figures.customers,
        sales=figures.sales,
    )
    return screen._replace(menu=main_menu(words, is_staff=is_staff))


def languages(spoken: Sequence[str], words: Words) -> Screen:
    """Offer the languages that the shop speaks."""
    choices = [
        tap(words(key), ChooseLanguage(language=language))
        for language, key in _LANGUAGES
        if language in spoken
    ]
    return Screen(words("language"), [choices, [tap(words("button-back"), ShowInformation())]])
