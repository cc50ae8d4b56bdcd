"""The shop's messages in the seller's own words: word one anew, see it, go back."""

from auto_order.dialogs import service as dialogs
from auto_order.dialogs.service import Step
from auto_order.telegram import steps
from auto_order.telegram.screens.admin import templates as screens
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
from auto_order.telegram.steps import Sent, StepKind, Typed
from auto_order.telegram.visit import Answer, Visit
from auto_order.templates import rules
from auto_order.templates import service as templates
from auto_order.templates.models import Own
from auto_order.templates.service import Place

_MOST_VERSIONS = 10


async def show_templates(visit: Visit, tap: ShowTemplates) -> Answer:
    """Show the messages of one language."""
    async with visit.shop.tx.reading() as session:
        own = await templates.read(session)
    return Answer(screens.templates(own, tap.language, visit.words))


async def manage_template(visit: Visit, tap: ManageTemplate) -> Answer:
    """Show one message as it is written."""
    place = Place(tap.language, rules.check_name(tap.name))
    async with visit.shop.tx.reading() as session:
        own = await templates.find_own(session, place)
    return Answer(screens.template(place, own, visit.shop.texts[place.language], visit.words))


async def word_anew(visit: Visit, tap: WordAnew) -> Answer:
    """Ask for another wording."""
    data = {"language": tap.language, "name": rules.check_name(tap.name)}
    back = ManageTemplate(language=tap.language, name=tap.name)
    return await steps.ask(visit, StepKind.TEMPLATE, screens.ask_wording, data, back=back)


async def answer_wording(visit: Visit, step: Step, typed: Typed) -> Answer:
    """Word the message anew. A picture alone leaves the words, words alone leave the picture."""
    place = Place(step.data["language"], step.data["name"])
    async with visit.shop.tx() as session:
        await dialogs.close(session, step)
        was = await templates.find_own(session, place)
        photo = typed.photo if typed.kind is Sent.PHOTO else was.photo
        own = Own(typed.html or was.text, photo)
        await templates.change(session, place, own, by=visit.actor, now=visit.now)
    return _changed(visit, place)


async def take_picture_off(visit: Visit, tap: TakePictureOff) -> Answer:
    """Leave the words, without the picture."""
    place = Place(tap.language, tap.name)
    async with visit.shop.tx() as session:
        was = await templates.find_own(session, place)
        await templates.change(session, place, Own(was.text, None), by=visit.actor, now=visit.now)
    return _changed(visit, place)


async def preview_template(visit: Visit, tap: PreviewTemplate) -> Answer:
    """Show the message as buyers get it."""
    place = Place(tap.language, rules.check_name(tap.name))
    theirs = visit.shop.texts[place.language]
    return Answer(screens.preview(place, visit.shop.name, theirs, visit.words))


async def show_versions(visit: Visit, tap: ShowVersions) -> Answer:
    """Show how the message was worded before."""
    place = Place(tap.language, rules.check_name(tap.name))
    async with visit.shop.tx.reading() as session:
        found = await templates.list_versions(session, place, limit=_MOST_VERSIONS)
    return Answer(screens.versions(place, found, visit.words))


async def restore_version(visit: Visit, tap: RestoreVersion) -> Answer:
    """Word the message as it was then."""
    async with visit.shop.tx() as session:
        place = await templates.restore(session, tap.version, by=visit.actor, now=visit.now)
    return _changed(visit, place)


async def use_default(visit: Visit, tap: UseDefault) -> Answer:
    """Word the message as the shop comes with it; the history has the way back."""
    place = Place(tap.language, tap.name)
    async with visit.shop.tx() as session:
        await templates.change(session, place, Own(None, None), by=visit.actor, now=visit.now)
    return _changed(visit, place)


def _changed(visit: Visit, place: Place) -> Answer:
    follow = ManageTemplate(language=Language(place.language), name=place.name)
    return Answer(toast=visit.words("product-changed"), follow=follow.pack())
