"""Greeting, help, and what the shop knows of the buyer."""

from auto_order.catalog.rules import ProductNotListed
from auto_order.customers import service as customers
from auto_order.customers.service import CustomerCard
from auto_order.delivery import service as delivery
from auto_order.telegram.buyer.catalog import open_product_code
from auto_order.telegram.callbacks import ChooseLanguage, ShowLanguages
from auto_order.telegram.explaining import explain
from auto_order.telegram.screens import home as screens
from auto_order.telegram.screens.screen import Screen, worded
from auto_order.telegram.texts import Words
from auto_order.telegram.visit import Answer, Greeting, Visit

_PRODUCT_LINK = "p_"


async def start(visit: Visit, text: str) -> Answer:
    """Welcome the customer, or follow a deep link to a product. Goods that could not be sent go out now."""
    async with visit.shop.tx.reading() as session:
        has_waiting = await delivery.has_blocked(session, customer_id=visit.customer.id)
    if has_waiting:
        async with visit.shop.tx() as session:
            await delivery.resume_blocked(session, customer_id=visit.customer.id, now=visit.now)
    welcome = await _welcome(visit, visit.customer, visit.words)
    sticker = visit.shop.welcome_sticker
    if not text.startswith(_PRODUCT_LINK):
        return Answer(welcome, greeting=Greeting(sticker))
    try:
        product = await open_product_code(visit, text.removeprefix(_PRODUCT_LINK))
    except ProductNotListed as gone:
        return Answer(welcome, toast=explain(gone, visit.words), greeting=Greeting(sticker))
    return product._replace(greeting=Greeting(sticker, welcome))


async def open_menu(visit: Visit, _text: str) -> Answer:
    """Answer ``/batal``: whatever was going on is left, and here is where everything begins."""
    return Answer(await _welcome(visit, visit.customer, visit.words))


async def open_how_to(visit: Visit, _text: str) -> Answer:
    """Explain how to order."""
    return Answer(worded(visit.words, "how-to"))


async def open_terms(visit: Visit, _text: str) -> Answer:
    """Answer ``/terms``."""
    return Answer(worded(visit.words, "terms"))


async def show_languages(visit: Visit, _tap: ShowLanguages) -> Answer:
    """Offer the languages."""
    return Answer(screens.languages(visit.shop.preferences.languages, visit.words))


async def open_languages(visit: Visit, _text: str) -> Answer:
    """Answer ``/language``."""
    return await show_languages(visit, ShowLanguages())


async def choose_language(visit: Visit, tap: ChooseLanguage) -> Answer:
    """Speak another language from now on; the main menu follows with the next welcome."""
    spoken = visit.shop.preferences.languages
    language = tap.language if tap.language in spoken else visit.customer.language
    async with visit.shop.tx() as session:
        await customers.choose_language(session, visit.customer.id, language=language)
    card = visit.shop.people.remember(visit.customer._replace(language=language))
    words = visit.shop.texts[language]
    return Answer(await _welcome(visit, card, words), toast=words("language-chosen"), is_new=True)


async def _welcome(visit: Visit, customer: CustomerCard, words: Words) -> Screen:
    permissions = await visit.shop.badges.find(visit.chat_id)
    figures = await visit.shop.storefront.count_figures()
    return screens.start(
        customer, shop=visit.shop.name, figures=figures, is_staff=bool(permissions), words=words
    )
