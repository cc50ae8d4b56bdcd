"""The staff's table of steps: what is asked, who answers, and what one must be permitted for it."""

from collections.abc import Mapping

from auto_order.staff.models import Permission
from auto_order.telegram.admin import (
    after_sale,
    broadcasts,
    calculator,
    categories,
    choices,
    deeds,
    new_product,
    new_voucher,
    orders,
    price_steps,
    product_fields,
    products,
    stock,
    stock_adding,
    stock_kinds,
    templates,
    users,
)
from auto_order.telegram.screens.admin import after_sale as after_sale_screens
from auto_order.telegram.screens.admin import broadcasts as broadcast_screens
from auto_order.telegram.screens.admin import calculator as calculator_screens
from auto_order.telegram.screens.admin import choices as choice_screens
from auto_order.telegram.screens.admin import money as money_screens
from auto_order.telegram.screens.admin import orders as order_screens
from auto_order.telegram.screens.admin import product_questions, stock_questions, voucher_questions
from auto_order.telegram.screens.admin import stock_kinds as kind_screens
from auto_order.telegram.screens.admin import templates as template_screens
from auto_order.telegram.screens.admin import users as user_screens
from auto_order.telegram.steps import Sent, StepKind, StepRoute

_ANYTHING = (Sent.TEXT, Sent.PHOTO, Sent.DOCUMENT, Sent.OTHER)
_TEXT = (Sent.TEXT,)
_TEXT_OR_PHOTO = (Sent.TEXT, Sent.PHOTO)
_TEXT_OR_FILE = (Sent.TEXT, Sent.DOCUMENT)
_CATALOG = frozenset({Permission.CATALOG})
_STOCK = frozenset({Permission.STOCK})
_ORDERS = frozenset({Permission.ORDERS})
_USERS = frozenset({Permission.USERS})
_MONEY = frozenset({Permission.MONEY})
_BROADCAST = frozenset({Permission.BROADCAST})
_SETTINGS = frozenset({Permission.SETTINGS})

STEPS: Mapping[StepKind, StepRoute] = {
    StepKind.NEW_PRODUCT: StepRoute(
        product_questions.ask_new, new_product.answer_question, _TEXT_OR_PHOTO, _CATALOG
    ),
    StepKind.PRODUCT_FIELD: StepRoute(
        product_questions.ask_field, product_fields.answer_field, _TEXT_OR_PHOTO, _CATALOG
    ),
    StepKind.PRODUCT_SEARCH: StepRoute(product_questions.ask_search, products.answer_search, _TEXT, _CATALOG),
    StepKind.PRICE_STEP: StepRoute(
        product_questions.ask_price_step, price_steps.answer_price_step, _TEXT, _CATALOG
    ),
    StepKind.CATEGORY_NAME: StepRoute(
        product_questions.ask_category_name, categories.answer_name, _TEXT, _CATALOG
    ),
    StepKind.STOCK_UNIT: StepRoute(stock_questions.ask_unit, stock_adding.answer_unit, _TEXT_OR_FILE, _STOCK),
    StepKind.STOCK_LINES: StepRoute(
        stock_questions.ask_lines, stock_adding.answer_lines, _TEXT_OR_FILE, _STOCK
    ),
    StepKind.STOCK_FILE: StepRoute(
        stock_questions.ask_file, stock_kinds.answer_file, (Sent.DOCUMENT,), _STOCK
    ),
    StepKind.SHARED_CONTENT: StepRoute(
        kind_screens.ask_content, stock_kinds.answer_content, _TEXT_OR_FILE, _STOCK
    ),
    StepKind.SHARED_LIMIT: StepRoute(kind_screens.ask_remaining, stock_kinds.answer_remaining, _TEXT, _STOCK),
    StepKind.STOCK_SEARCH: StepRoute(
        stock_questions.ask_stock_search, stock.answer_stock_search, _TEXT, _STOCK
    ),
    StepKind.UNIT_SEARCH: StepRoute(stock_questions.ask_unit_search, stock.answer_unit_search, _TEXT, _STOCK),
    StepKind.ORDER_SEARCH: StepRoute(order_screens.ask_search, orders.answer_search, _TEXT, _ORDERS),
    StepKind.CLAIM_REFUND: StepRoute(after_sale_screens.ask_refund, after_sale.answer_refund, _TEXT, _MONEY),
    StepKind.CLAIM_REFUSAL: StepRoute(
        after_sale_screens.ask_refusal, after_sale.answer_refusal, _TEXT, _ORDERS
    ),
    StepKind.USER_SEARCH: StepRoute(user_screens.ask_search, users.answer_search, _TEXT, _USERS),
    StepKind.ORDER_DEED: StepRoute(money_screens.ask_deed, deeds.answer_deed, _TEXT, _ORDERS),
    StepKind.CHOICE: StepRoute(choice_screens.ask_choice, choices.answer_choice, _TEXT, _SETTINGS),
    StepKind.NEW_VOUCHER: StepRoute(voucher_questions.ask_new, new_voucher.answer_question, _TEXT, _CATALOG),
    StepKind.BROADCAST: StepRoute(
        broadcast_screens.ask_message, broadcasts.answer_message, _ANYTHING, _BROADCAST
    ),
    StepKind.TEMPLATE: StepRoute(
        template_screens.ask_wording, templates.answer_wording, _TEXT_OR_PHOTO, _SETTINGS
    ),
    StepKind.CALCULATION: StepRoute(calculator_screens.ask_figure, calculator.answer_figure, _TEXT, _MONEY),
    StepKind.FORMULA: StepRoute(calculator_screens.ask_formula, calculator.answer_formula, _TEXT, _MONEY),
    StepKind.MONEY_DEED: StepRoute(money_screens.ask_deed, deeds.answer_deed, _TEXT, _MONEY),
}
