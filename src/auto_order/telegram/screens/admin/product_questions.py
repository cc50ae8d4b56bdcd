"""What is asked about a product, new or being changed, one thing at a time."""

from collections.abc import Mapping, Sequence
from typing import Any

from auto_order.catalog.editing import Field
from auto_order.telegram.screens.screen import Button, Screen, cancel, in_columns, tap
from auto_order.telegram.staff_callbacks.products import AskBefore, ClearField, PickCategory, SkipQuestion
from auto_order.telegram.texts import Html, Words

# The questions about a new product, in the order in which they are asked.
QUESTIONS = (Field.CODE, Field.NAME, Field.PRICE, Field.DESCRIPTION, Field.CATEGORY, Field.PHOTO)
_OPTIONAL = frozenset({Field.DESCRIPTION, Field.CATEGORY, Field.PHOTO})
_CLEARABLE = frozenset({Field.DESCRIPTION, Field.TERMS, Field.PHOTO})


def ask_new(typed: Mapping[str, Any], words: Words) -> Screen:
    """Ask the next thing about a new product."""
    field = Field(typed["at"])
    number = QUESTIONS.index(field) + 1
    text = words("product-new", number=number, count=len(QUESTIONS), question=_question(field, words))
    rows: list[Sequence[Button]] = []
    if field is Field.CATEGORY:
        picks = [tap(name, PickCategory(category=category)) for category, name in typed["categories"]]
        rows.extend(in_columns(picks, 2))
    if field in _OPTIONAL:
        rows.append([tap(words("button-skip"), SkipQuestion())])
    back = [tap(words("button-back"), AskBefore())] if number > 1 else []
    return Screen(text, [*rows, [*back, *cancel(words)]])


def ask_field(typed: Mapping[str, Any], words: Words) -> Screen:
    """Ask for a new value of one field, below the one it has."""
    field = Field(typed["field"])
    text = words("product-edit", name=typed["name"], was=typed["was"], question=_question(field, words))
    clear = [tap(words("button-clear"), ClearField(product=typed["product"], field=field))]
    return Screen(text, [clear if field in _CLEARABLE else [], cancel(words)])


def ask_search(_typed: Mapping[str, Any], words: Words) -> Screen:
    """Ask for the word to search products by."""
    return Screen(words("products-ask-search"), [cancel(words)])


def ask_price_step(typed: Mapping[str, Any], words: Words) -> Screen:
    """Ask from how many units on, then at what price."""
    if "quantity" in typed:
        return Screen(words("price-step-ask-price", quantity=typed["quantity"]), [cancel(words)])
    return Screen(words("price-step-ask-quantity"), [cancel(words)])


def ask_category_name(_typed: Mapping[str, Any], words: Words) -> Screen:
    """Ask for the name of a category."""
    return Screen(words("category-ask-name"), [cancel(words)])


def _question(field: Field, words: Words) -> Html:
    return words(f"product-ask-{field}".replace("_", "-"))
