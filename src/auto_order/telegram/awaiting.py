"""What a chat is being asked: finds it, has what was sent answered, and leaves it. A step is never a trap."""

from collections.abc import Iterable
from contextlib import suppress

import structlog

from auto_order.dialogs import service as dialogs
from auto_order.dialogs.rules import StepGone
from auto_order.dialogs.service import Step
from auto_order.kit.errors import Refusal
from auto_order.kit.keyring import TamperedError, WrongKeyError
from auto_order.telegram import steps
from auto_order.telegram.callbacks import CancelStep
from auto_order.telegram.explaining import explain
from auto_order.telegram.screens.screen import above
from auto_order.telegram.staff_routes import admit
from auto_order.telegram.step_routes import STEPS
from auto_order.telegram.steps import BACK, NotExpected, StepKind, StepRoute, Typed
from auto_order.telegram.texts import Words
from auto_order.telegram.visit import Answer, Call, ShopFront, Visit

log = structlog.get_logger()


class Awaiting:
    """The open steps of one shop's chats."""

    def __init__(self, shop: ShopFront) -> None:
        self._shop = shop
        self._ways_out = set(_list_ways_out(shop.texts.all))

    async def find(self, chat_id: int) -> Step | None:
        """Find what a chat is being asked. A step that no key opens, or that nobody knows, is none."""
        try:
            async with self._shop.tx.reading() as session:
                step = await dialogs.find(session, chat_id=chat_id, keyring=self._shop.keyring)
        except (TamperedError, WrongKeyError) as error:
            log.warning("telegram.step_unreadable", error=type(error).__name__)
            return None
        return step if step is not None and step.kind in set(StepKind) else None

    async def answer(self, visit: Visit, step: Step, typed: Typed) -> Answer:
        """Have what was sent answered. What does not fit is explained, and the question stands as it was."""
        if typed.text.strip().lower() in self._ways_out:
            answer = await leave(visit, step)
            return answer._replace(replaces=step.message_id)
        route = STEPS[StepKind(step.kind)]
        admitted = await admit(visit, route.needs) if route.needs else visit
        if admitted is None:
            await steps.close(visit, step)
            return Answer(toast=visit.words("old-button"), replaces=step.message_id)
        try:
            if typed.kind not in route.takes:
                raise NotExpected(route.takes)
            answer = await route.handler(admitted, step, typed)
        except Refusal as refusal:
            answer = _ask_again(visit, step, route, refusal)
        return answer._replace(replaces=step.message_id)

    async def leave_for(self, visit: Visit, step: Step | None, call: Call) -> Answer:
        """Leave what is asked, if anything is, and do what a command or a key of the menu says."""
        if step is None:
            return await call.handler(visit, call.argument)
        with suppress(StepGone):
            await steps.close(visit, step)
        answer = await call.handler(visit, call.argument)
        return answer._replace(replaces=step.message_id)


async def leave(visit: Visit, step: Step) -> Answer:
    """Leave a step for the screen it was asked from. What was typed in it is forgotten."""
    with suppress(StepGone):
        await steps.close(visit, step)
    return Answer(toast=visit.words("step-canceled"), follow=step.data[BACK])


async def cancel(visit: Visit, _tap: CancelStep) -> Answer:
    """Answer ❌ Batal. Under a question that is not open any more it just takes the question away."""
    async with visit.shop.tx.reading() as session:
        step = await dialogs.find(session, chat_id=visit.chat_id, keyring=visit.shop.keyring)
    if step is None or step.message_id not in (None, visit.message_id):
        return Answer(toast=visit.words("step-canceled"), removes=True)
    return await leave(visit, step)


def _ask_again(visit: Visit, step: Step, route: StepRoute, refusal: Refusal) -> Answer:
    question = route.question(step.data, visit.words)
    return Answer(above(explain(refusal, visit.words), question), is_asking=True)


def _list_ways_out(languages: Iterable[Words]) -> Iterable[str]:
    for words in languages:
        yield words("button-cancel").lower()
        yield words("word-cancel").lower()
