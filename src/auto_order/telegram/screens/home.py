"""Screens that greet, explain and help."""

from collections.abc import Sequence

from auto_order.customers.service import CustomerCard
from auto_order.storefront.models import Figures
from auto_order.telegram.callbacks import (
    ChooseLanguage,
    ShowDeposit,
    ShowInformation,
    ShowLanguages,
    ShowMovements,
    ShowSupport,
)
from auto_order.telegram.screens.screen import Screen, main_menu, tap
from auto_order.telegram.texts import Words

_LANGUAGES = (("id", "button-indonesian"), ("en", "button-english"))


def start(customer: CustomerCard, *, shop: str, figures: Figures, is_staff: bool, words: Words) -> Screen:
    """Welcome the customer and give them the main menu."""
    text = words("start", name=customer.name, shop=shop, customers=figures.customers, sales=figures.sales)
    return Screen(text, menu=main_menu(words, is_staff=is_staff))


def information(customer: CustomerCard, *, balance: int, words: Words) -> Screen:
    """Show what the shop knows of the customer."""
    text = words(
        "information", name=customer.name, id=str(customer.telegram_id), balance=words.money(balance)
    )
    return Screen(
        text,
        [
            [tap(words("button-movements"), ShowMovements()), tap(words("menu-deposit"), ShowDeposit())],
            [tap(words("button-language"), ShowLanguages())],
            [tap(words("button-support"), ShowSupport())],
        ],
    )


def support(contact: str | None, words: Words) -> Screen:
    """Say whom to ask."""
    text = words("support-none") if contact is None else words("support", contact=contact)
    return Screen(text, [[tap(words("button-back"), ShowInformation())]])


def languages(spoken: Sequence[str], words: Words) -> Screen:
    """Offer the languages that the shop speaks."""
    choices = [
        tap(words(key), ChooseLanguage(language=language))
        for language, key in _LANGUAGES
        if language in spoken
    ]
    return Screen(words("language"), [choices, [tap(words("button-back"), ShowInformation())]])
