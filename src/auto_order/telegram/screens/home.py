"""Screens that greet and explain."""

from auto_order.customers.service import CustomerCard
from auto_order.storefront.models import Figures
from auto_order.telegram.callbacks import (
    ChooseLanguage,
    ShowInformation,
)
from auto_order.telegram.screens.screen import Screen, main_menu, tap
from auto_order.telegram.texts import Words


def start(customer: CustomerCard, *, shop: str, figures: Figures, is_staff: bool, words: Words) -> Screen:
    """Welcome the customer and give them the main menu."""
    text = words(
        "start", name=customer.shown_name, shop=shop, customers=figures.customers, sales=figures.sales
    )
    return Screen(text, menu=main_menu(words, is_staff=is_staff))


def languages(words: Words) -> Screen:
    """Offer the languages."""
    choices = [
        tap(words("button-indonesian"), ChooseLanguage(language="id")),
        tap(words("button-english"), ChooseLanguage(language="en")),
    ]
    return Screen(words("language"), [choices, [tap(words("button-back"), ShowInformation())]])
