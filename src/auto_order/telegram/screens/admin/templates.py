"""Screens of the seller's own messages: a list, one of them, its looks to a buyer, and its history."""

from collections.abc import Mapping, Sequence
from typing import Any

from auto_order.telegram.screens.screen import Button, Screen, cancel, in_columns, tap, worded
from auto_order.telegram.staff_callbacks.home import ShowAdmin
from auto_order.telegram.staff_callbacks.templates import (
    Language,
    ManageTemplate,
    PreviewTemplate,
    RestoreVersion,
    ShowTemplates,
    ShowVersions,
    TakePictureOff,
    UseDefault,
    WordAnew,
)
from auto_order.telegram.texts import Html, Words, joined
from auto_order.templates.models import Own, TemplateVersion
from auto_order.templates.rules import MENTIONS, WITH_PICTURE
from auto_order.templates.service import Place, Wordings

_MOST_SHOWN, _MOST_WRITTEN = 40, 2_000
_FLAGS = {Language.INDONESIAN: "🇮🇩", Language.ENGLISH: "🇬🇧"}
# What a preview mentions. Amounts as they are shown.
_SAMPLES: Mapping[str, object] = {
    "name": "Wati",
    "customers": 1234,
    "sales": 5678,
    "contact": "@toko_cs",
    "number": "INV-261123-7K3FQ9XW",
    "amount": "Rp 45.000",
    "total": "Rp 45.000",
    "balance": "Rp 100.000",
}


def templates(own: Wordings, language: Language, words: Words) -> Screen:
    """List the messages that may be worded anew, marked where they are."""
    buttons = [
        tap(
            f"{'✏️ ' if Place(language, name) in own else ''}{words(f'template-{name}')}",
            ManageTemplate(language=language, name=name),
        )
        for name in MENTIONS
    ]
    other = next(each for each in Language if each is not language)
    rows = [
        *in_columns(buttons, 2),
        [tap(f"{_FLAGS[other]} {words('button-other-language')}", ShowTemplates(language=other))],
        [tap(words("button-back"), ShowAdmin())],
    ]
    return Screen(words("templates-admin", flag=_FLAGS[language]), rows)


def template(place: Place, own: Own, theirs: Words, words: Words) -> Screen:
    """Show one message as it is written, with its placeholders; ``theirs`` are the words it is in."""
    language, name = Language(place.language), place.name
    is_own = own != Own(None, None)
    text = words(
        "template-admin",
        title=words(f"template-{name}"),
        flag=_FLAGS[language],
        state=words("template-own" if is_own else "template-default"),
        picture=words("there-is" if own.photo else "nothing-yet"),
        mentions=_list_mentions(name, words),
        text=_shorten(own.text or _write_default(name, theirs), _MOST_WRITTEN),
    )
    rows: list[Sequence[Button]] = [
        [
            tap(words("button-word-anew"), WordAnew(language=language, name=name)),
            tap(words("button-preview"), PreviewTemplate(language=language, name=name)),
        ],
        [tap(words("button-history"), ShowVersions(language=language, name=name))],
        [tap(words("button-back"), ShowTemplates(language=language))],
    ]
    if own.photo:
        rows.insert(1, [tap(words("button-take-picture-off"), TakePictureOff(language=language, name=name))])
    if is_own:
        rows.insert(1, [tap(words("button-use-default"), UseDefault(language=language, name=name))])
    return Screen(text, rows)


def ask_wording(typed: Mapping[str, Any], words: Words) -> Screen:
    """Ask for another wording, with what it may mention."""
    name = typed["name"]
    key = "template-ask-or-photo" if name in WITH_PICTURE else "template-ask"
    text = words(key, title=words(f"template-{name}"), mentions=_list_mentions(name, words))
    return Screen(text, [cancel(words)])


def preview(place: Place, shop: str, theirs: Words, words: Words) -> Screen:
    """Show a message just as a buyer gets it, with made-up facts."""
    facts = {name: shop if name == "shop" else _SAMPLES[name] for name in MENTIONS[place.name]}
    back = ManageTemplate(language=Language(place.language), name=place.name)
    return worded(theirs, place.name, [[tap(words("button-back"), back)]], **facts)


def versions(place: Place, found: Sequence[TemplateVersion], words: Words) -> Screen:
    """List how a message was worded, with a button to have each back."""
    lines, rows = list[Html](), list[Sequence[Button]]()
    for number, version in enumerate(found, start=1):
        at = words.moment(version.made_at)
        lines.append(words("version-line", number=number, at=at, what=_cut(version, words)))
        if number > 1:
            rows.append(
                [tap(words("button-restore-version", number=number), RestoreVersion(version=version.id))]
            )
    text = words("template-versions", title=words(f"template-{place.name}"))
    lines = lines or [words("template-no-versions")]
    back = ManageTemplate(language=Language(place.language), name=place.name)
    return Screen(joined((text, joined(lines)), between="\n\n"), [*rows, [tap(words("button-back"), back)]])


def _write_default(name: str, theirs: Words) -> str:
    return theirs.say_default(name, **{mention: f"{{{mention}}}" for mention in MENTIONS[name]})


def _list_mentions(name: str, words: Words) -> Html:
    listed = [words("mention", name=words(f"mention-{mention}")) for mention in MENTIONS[name]]
    return joined(listed, between=" ") if listed else words("nothing-yet")


def _cut(version: TemplateVersion, words: Words) -> str:
    if version.text is None:
        return words("template-picture-only" if version.photo else "template-default")
    return _shorten(" ".join(version.text.split()), _MOST_SHOWN)


def _shorten(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]}…"
