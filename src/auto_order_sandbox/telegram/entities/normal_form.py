"""Text and entities as Telegram keeps them: control characters gone, ends trimmed, overlaps resolved.

Bold, italic and the like are cut where another entity begins inside them, so that what comes back from
Telegram is nested cleanly; code holds nothing else; links and quotes never overlap.
"""

import re
from collections import defaultdict
from itertools import pairwise

from auto_order_sandbox.telegram.entities.text import BadText, Entity, Formatted, in_order, utf16_length

_STYLES = ("bold", "italic", "underline", "strikethrough", "spoiler")
_CODE = ("pre", "code")
_QUOTES = ("blockquote", "expandable_blockquote")

_UNCLEAN = re.compile(r"[\x00-\x09\x0b-\x1f\u2028-\u202e\u0333\u033f\u030a]")
_BLANK = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f]")
_DROPPED = re.compile(r"[\r\u2028-\u202e\u0333\u033f\u030a]")
_SPACE = " \n"


def clean(formatted: Formatted) -> Formatted:
    """Replace control characters by spaces and leave out those that Telegram drops.

    Raises BadText when an entity does not fit the text.
    """
    if formatted.entities:
        _check_places(formatted.text, formatted.entities)
    if _UNCLEAN.search(formatted.text) is None:
        return formatted
    text = _BLANK.sub(" ", formatted.text)
    moved = _moved_places(text)
    kept = []
    for entity in formatted.entities:
        begin = moved[entity["offset"]]
        length = moved[entity["offset"] + entity["length"]] - begin
        if length:
            kept.append({**entity, "offset": begin, "length": length})
    return Formatted(_DROPPED.sub("", text), kept)


def _moved_places(text: str) -> list[int]:
    """For each place in UTF-16 code units, say where it is once the dropped characters are gone."""
    places = [0]
    for character in text:
        if _DROPPED.match(character):
            places.append(places[-1])
        else:
            places.extend(range(places[-1] + 1, places[-1] + 1 + utf16_length(character)))
    return places


def _check_places(text: str, entities: list[Entity]) -> None:
    end = utf16_length(text)
    halves = {} if end == len(text) else _halves(text)
    for entity in entities:
        first, last = entity["offset"], entity["offset"] + entity["length"]
        begins = f"Entity beginning at UTF-16 offset {first} ends"
        if first > end:
            raise BadText(f"Entity begins after the end of the text at UTF-16 offset {first}")
        if last > end:
            raise BadText(f"{begins} after the end of the text at UTF-16 offset {last}")
        if first in halves:
            raise BadText(f"Entity begins in a middle of a UTF-16 symbol at byte offset {halves[first]}")
        if last in halves:
            raise BadText(f"{begins} in a middle of a UTF-16 symbol at byte offset {halves[last]}")


def _halves(text: str) -> dict[int, int]:
    """Find the places between two halves of a character, each with the byte offset behind the character."""
    halves, at, byte = {}, 0, 0
    for character in text:
        units = utf16_length(character)
        at += units
        byte += len(character.encode())
        if units > 1:
            halves[at - 1] = byte
    return halves


def trim(formatted: Formatted) -> Formatted:
    """Take spaces and line breaks off both ends; in front only as far as the first entity."""
    text, entities = formatted.text.rstrip(_SPACE), formatted.entities
    if len(text) == len(formatted.text) and text[:1] not in (" ", "\n"):
        return formatted
    if entities:
        end = utf16_length(text)
        entities = [
            {**entity, "length": min(entity["length"], end - entity["offset"])}
            for entity in entities
            if entity["offset"] < end
        ]
    blanks = len(text) - len(text.lstrip(_SPACE))
    if entities:
        blanks = min(blanks, entities[0]["offset"])
    if blanks:
        entities = [{**entity, "offset": entity["offset"] - blanks} for entity in entities]
    return Formatted(text[blanks:], entities)


def resolve(entities: list[Entity]) -> list[Entity]:
    """Make entities nest cleanly: drop what overlaps a link or code, cut what overlaps otherwise."""
    if _are_apart(entities):
        return entities
    quotes = _without_overlaps([entity for entity in entities if entity["type"] in _QUOTES])
    whole = _without_overlaps([e for e in entities if e["type"] not in _QUOTES and e["type"] not in _STYLES])
    whole = [entity for entity in whole if not any(_crosses(entity, quote) for quote in quotes)]
    whole = in_order(whole + quotes)
    styles = _merged([entity for entity in entities if entity["type"] in _STYLES])
    if not styles:
        return whole
    return in_order(whole + _cut(styles, whole))


def _are_apart(entities: list[Entity]) -> bool:
    """Tell whether no two of these, in order, overlap or touch."""
    end = -1
    for entity in entities:
        if entity["offset"] <= end:
            return False
        end = entity["offset"] + entity["length"]
    return True


def _without_overlaps(entities: list[Entity]) -> list[Entity]:
    kept: list[Entity] = []
    for entity in in_order(entities):
        if not kept or entity["offset"] >= kept[-1]["offset"] + kept[-1]["length"]:
            kept.append(entity)
    return kept


def _crosses(entity: Entity, quote: Entity) -> bool:
    first, last = entity["offset"], entity["offset"] + entity["length"]
    begin, end = quote["offset"], quote["offset"] + quote["length"]
    return first < end and begin < last and not begin <= first <= last <= end


def _merged(styles: list[Entity]) -> list[Entity]:
    """Join stretches of one style that overlap or touch."""
    by_style: dict[str, list[Entity]] = defaultdict(list)
    for entity in in_order(styles):
        row = by_style[entity["type"]]
        if row and entity["offset"] <= row[-1]["offset"] + row[-1]["length"]:
            end = max(row[-1]["offset"] + row[-1]["length"], entity["offset"] + entity["length"])
            row[-1] = {**row[-1], "length": end - row[-1]["offset"]}
        else:
            row.append(entity)
    return [entity for row in by_style.values() for entity in row]


def _cut(styles: list[Entity], whole: list[Entity]) -> list[Entity]:
    """Cut each style where another entity begins, or a whole one ends, inside it; code keeps none."""
    cuts = {entity["offset"] for entity in styles}
    cuts.update(entity["offset"] for entity in whole)
    cuts.update(entity["offset"] + entity["length"] for entity in whole)
    codes = [entity for entity in whole if entity["type"] in _CODE]
    pieces = []
    for style in styles:
        first, last = style["offset"], style["offset"] + style["length"]
        edges = [first, *sorted(cut for cut in cuts if first < cut < last), last]
        for begin, end in pairwise(edges):
            inside = any(c["offset"] <= begin and end <= c["offset"] + c["length"] for c in codes)
            if not inside:
                pieces.append({**style, "offset": begin, "length": end - begin})
    return pieces
