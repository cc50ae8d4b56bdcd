"""Why the shop declines, in a person's language: the words for a refusal's code, filled with its facts."""

from auto_order.kit.errors import Refusal
from auto_order.telegram.texts import Html, Words

# Facts that are amounts of rupiah and are shown as such.
_AMOUNTS = frozenset({"minimum", "maximum", "balance", "price"})


def explain(refusal: Refusal, words: Words) -> Html:
    """Say why the shop declines."""
    facts = {
        name: words.money(value) if name in _AMOUNTS and isinstance(value, int) else value
        for name, value in refusal.facts.items()
        if isinstance(value, str | int)
    }
    return words(f"refusal-{refusal.code}".replace("_", "-"), **facts)
