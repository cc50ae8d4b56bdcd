"""The machine: anything that can happen to a shop, in any order, with every invariant after every step."""

import asyncio
import traceback
from collections import Counter
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from typing import NoReturn, TypeVar

import structlog
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from auto_order.db.engine import Database
from auto_order.kit.errors import Refusal
from auto_order.refunds.models import RefundWay
from tests.rig.clock import Clock
from tests.rig.works import Died
from tests.stateful import looking
from tests.stateful.deeds import Deeds, Outcome
from tests.stateful.life import LEASE, Life
from tests.stateful.troubles import ODD_FACTS, VERBS, Kind, Trouble

PICK = st.integers(0, 5)
QUANTITY = st.integers(0, 2)
# How many jobs are done after a deed: none, some, or all that is due.
THEN = st.sampled_from([0, 1, 2, 5, 50])
# Around what the shop waits for: a lease, the deadline and its grace, the hold of a silent gateway, a day.
PAUSES = st.sampled_from([1, 5, 16, 31, 120, 16 * 60, 17 * 60, 3 * 3600, 25 * 3600])
CODES = st.sampled_from(["HEMAT", "DISKON", "SALAH"])
AnswerT = TypeVar("AnswerT")
Deed = Callable[..., Awaitable[Outcome]]


class Tally(Counter[str]):
    """What happened, over all examples."""


class ShopMachine(RuleBasedStateMachine):
    """Subclasses say where the database comes from and how it is looked through."""

    tally = Tally()

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.bugs: list[str] = []
        self.sight = looking.Sight()
        structlog.configure(processors=[self._hear])
        self.database = self.open_database()
        self.life = Life(self.database, Clock())
        self.deeds = Deeds(self.life)
        self.tally["examples"] += 1

    def open_database(self) -> Database:
        raise NotImplementedError

    def look(self) -> Sequence[object]:
        """Look through everything, and give what is wrong; see what there is, too."""
        raise NotImplementedError

    @initialize()
    def open_doors(self) -> None:
        self.run(self.deeds.open_doors())

    # The rules are below the machinery.

    def run(self, work: Awaitable[AnswerT]) -> AnswerT:
        """Do a piece of work in the machine's loop."""
        return self.loop.run_until_complete(work)

    def do(self, deed: Deed, *args: object, then: int, **kwargs: object) -> None:
        """Have a deed done, and then some of the work that waits."""
        self.tally["steps"] += 1
        self.run(self._try(deed, *args, **kwargs))
        if then:
            self.run(self._try(self._work, then))

    async def _try(self, deed: Deed, *args: object, **kwargs: object) -> None:
        name = deed.__name__.strip("_")
        try:
            outcome = await deed(*args, **kwargs)
        except Refusal as refusal:
            outcome = f"refused: {refusal.code}"
        except Died:
            self.life.die()
            outcome = "died"
        if outcome is not None:
            self.tally[f"{name}: {outcome}"] += 1

    async def _work(self, most: int) -> Outcome:
        await self.life.work_off(most)
        return None

    def _hear(self, _logger: object, _method: str, event: MutableMapping[str, object]) -> NoReturn:
        if event["event"] in {"jobs.failed", "jobs.unreadable"}:
            self.bugs.append(f"{event}\n{traceback.format_exc()}")
        raise structlog.DropEvent

    # Buyers.

    @rule(buyer=PICK, product=PICK, quantity=QUANTITY, then=THEN)
    def fill_cart(self, buyer: int, product: int, quantity: int, then: int) -> None:
        self.do(self.deeds.fill_cart, buyer, product, quantity, then=then)

    @rule(buyer=PICK, product=PICK, quantity=QUANTITY, then=THEN)
    def buy_by_qris(self, buyer: int, product: int, quantity: int, then: int) -> None:
        self.do(self.deeds.buy_by_qris, buyer, product, quantity, then=then)

    @rule(buyer=PICK, product=PICK, quantity=st.integers(1, 2))
    def buy_by_qris_and_see_the_qr(self, buyer: int, product: int, quantity: int) -> None:
        self.do(self.deeds.buy_by_qris, buyer, product, quantity, then=50)

    @rule(buyer=PICK, product=PICK, quantity=QUANTITY, is_repeated=st.booleans(), then=THEN)
    def buy_by_wallet(self, buyer: int, product: int, quantity: int, *, is_repeated: bool, then: int) -> None:
        self.do(self.deeds.buy_by_wallet, buyer, product, quantity, is_repeated=is_repeated, then=then)

    @precondition(lambda self: self.sight.awaiting)
    @rule(pick=PICK, is_cancelled=st.booleans(), then=THEN)
    def tap_under_the_qr(self, pick: int, *, is_cancelled: bool, then: int) -> None:
        self.do(self.deeds.tap_cancel if is_cancelled else self.deeds.tap_status, pick, then=then)

    @precondition(lambda self: self.sight.with_goods)
    @rule(pick=PICK, then=THEN)
    def ask_for_goods(self, pick: int, then: int) -> None:
        self.do(self.deeds.ask_for_goods, pick, then=then)

    @rule(buyer=PICK, is_by_hand=st.booleans(), then=THEN)
    def fill_wallet(self, buyer: int, *, is_by_hand: bool, then: int) -> None:
        self.do(self.deeds.fill_wallet, buyer, is_by_hand=is_by_hand, then=then)

    @precondition(lambda self: self.sight.topups)
    @rule(pick=PICK, then=THEN)
    def drop_topup(self, pick: int, then: int) -> None:
        self.do(self.deeds.drop_topup, pick, then=then)

    @rule(buyer=PICK, code=CODES, value=st.sampled_from([10, 50, 100]), uses=st.integers(1, 2), then=THEN)
    def try_voucher(self, buyer: int, code: str, value: int, uses: int, then: int) -> None:
        if code != "SALAH":
            self.do(self.deeds.make_voucher, code, value, uses=uses, then=0)
        self.do(self.deeds.try_voucher, buyer, code, then=then)

    @rule(buyer=PICK, is_blocked=st.booleans(), then=THEN)
    def leave_or_come_back(self, buyer: int, *, is_blocked: bool, then: int) -> None:
        self.do(self.deeds.block_shop if is_blocked else self.deeds.come_back, buyer, then=then)

    # Payers and the gateway.

    @precondition(lambda self: self.deeds.list_payable())
    @rule(pick=PICK, webhooks=st.integers(0, 3), then=THEN)
    def pay(self, pick: int, webhooks: int, then: int) -> None:
        self.do(self.deeds.pay, pick, webhooks=webhooks, then=then)

    @precondition(lambda self: self.deeds.list_payable())
    @rule(pick=PICK, webhooks=st.integers(0, 3))
    def pay_and_wait(self, pick: int, webhooks: int) -> None:
        self.do(self.deeds.pay, pick, webhooks=webhooks, then=50)

    @precondition(lambda self: self.deeds.list_payable())
    @rule(pick=PICK, how=st.sampled_from(sorted(ODD_FACTS)), then=THEN)
    def pay_oddly(self, pick: int, how: str, then: int) -> None:
        self.do(self.deeds.pay_oddly, pick, how, then=then)

    @precondition(lambda self: self.life.gateway.transactions)
    @rule(pick=PICK, event=st.integers(0, 3), reference_of=st.none() | PICK, then=THEN)
    def claim(self, pick: int, event: int, reference_of: int | None, then: int) -> None:
        """Claim what is true, or not, again, mixed up; or have the gateway cancel by itself."""
        if event:
            self.do(self.deeds.send_webhook, pick, event, reference_of=reference_of, then=then)
        else:
            self.do(
                self.deeds.cancel_at_gateway if reference_of else self.deeds.forge_webhook, pick, then=then
            )

    # The staff.

    @rule(product=PICK, quantity=st.integers(1, 3), then=THEN)
    def load_units(self, product: int, quantity: int, then: int) -> None:
        self.do(self.deeds.load_units, product, quantity, then=then)

    @rule(product=PICK, price=st.sampled_from([0, 1, 20_000, 35_000]), then=THEN)
    def tend_the_shelf(self, product: int, price: int, then: int) -> None:
        """Take a product off or put it back, or sell it for something else."""
        if price > 1:
            self.do(self.deeds.change_price, product, price, then=then)
        else:
            self.do(self.deeds.archive, product, is_archived=not price, then=then)

    @precondition(lambda self: self.sight.free)
    @rule(pick=PICK, then=THEN)
    def take_unit_out(self, pick: int, then: int) -> None:
        self.do(self.deeds.take_unit_out, pick, then=then)

    @rule(buyer=PICK, amount=st.sampled_from([-70_000, -20_000, 40_000]), then=THEN)
    def adjust_wallet(self, buyer: int, amount: int, then: int) -> None:
        self.do(self.deeds.adjust_wallet, buyer, amount, then=then)

    @precondition(lambda self: self.sight.stated)
    @rule(pick=PICK, is_there=st.booleans(), then=THEN)
    def decide_transfer(self, pick: int, *, is_there: bool, then: int) -> None:
        self.do(self.deeds.decide_transfer, pick, is_there=is_there, then=then)

    @precondition(lambda self: self.sight.in_review)
    @rule(pick=PICK, how=st.sampled_from(["deliver", "credit", "refund", "dismiss"]), then=THEN)
    def decide_review(self, pick: int, how: str, then: int) -> None:
        self.do(self.deeds.decide_review, pick, how, then=then)

    @precondition(lambda self: self.sight.orders)
    @rule(pick=PICK, then=THEN)
    def take_as_paid(self, pick: int, then: int) -> None:
        self.do(self.deeds.take_as_paid, pick, then=then)

    @precondition(lambda self: self.sight.with_goods)
    @rule(pick=PICK, share=st.integers(1, 3), way=st.sampled_from(list(RefundWay)), then=THEN)
    def refund(self, pick: int, share: int, way: RefundWay, then: int) -> None:
        self.do(self.deeds.refund, pick, share, way, then=then)

    @precondition(lambda self: self.sight.refunds_due)
    @rule(pick=PICK, then=THEN)
    def send_refund(self, pick: int, then: int) -> None:
        self.do(self.deeds.send_refund, pick, then=then)

    @precondition(lambda self: self.sight.with_goods)
    @rule(pick=PICK, then=THEN)
    def replace_unit(self, pick: int, then: int) -> None:
        self.do(self.deeds.replace_unit, pick, then=then)

    # Time, work, and what goes wrong.

    @rule(seconds=PAUSES, then=THEN)
    def wait(self, seconds: int, then: int) -> None:
        self.life.clock.move(seconds=seconds)
        self.do(self._recover, then=then)

    @rule(most=THEN)
    def work(self, most: int) -> None:
        self.do(self._work, most, then=0)

    @rule(
        verb=st.sampled_from(VERBS),
        kind=st.sampled_from(list(Kind)),
        times=st.integers(1, 3),
        meanwhile=st.sampled_from(["steal", "cancel", "pay", "claim", "refund", "take_as_paid", "lapse"]),
        then=THEN,
    )
    def make_trouble(self, verb: str, kind: Kind, times: int, meanwhile: str, then: int) -> None:
        """Have the next calls of a verb go wrong."""
        self.tally[f"trouble: {kind}"] += times
        for _ in range(times):
            self.life.line.waiting[verb].append(Trouble(kind, lambda: self._meanwhile(meanwhile)))
        self.do(self._work, then, then=0)

    @rule(commits=st.integers(1, 4), is_after=st.booleans(), then=THEN)
    def light_fuse(self, commits: int, *, is_after: bool, then: int) -> None:
        """Have the process die at one of the next commits."""
        self.life.fuse.light(commits, is_after=is_after)
        self.do(self._work, then, then=0)

    async def _recover(self) -> Outcome:
        await self.life.recover()
        return None

    async def _meanwhile(self, what: str) -> None:
        """Do something while a call is under way; what the shop declines is declined."""
        deeds: dict[str, Callable[[], Awaitable[Outcome]]] = {
            "steal": self._steal,
            "cancel": lambda: self.deeds.tap_cancel(0),
            "pay": lambda: self.deeds.pay(0, webhooks=0),
            "claim": lambda: self.deeds.send_webhook(0, 9, reference_of=None),
            "refund": lambda: self.deeds.refund(0, 2, RefundWay.WALLET),
            "take_as_paid": lambda: self.deeds.take_as_paid(0),
            "lapse": self._lapse,
        }
        try:
            outcome = await deeds[what]()
        except Refusal as refusal:
            outcome = refusal.code
        self.tally[f"meanwhile {what}: {outcome}"] += 1

    async def _steal(self) -> Outcome:
        """Let the lease run out and another worker do the same job, before this one hears the answer."""
        self.life.clock.now += LEASE * 1.5
        await self.life.recover()
        await self.life.work_off(3)
        return "done by another"

    async def _lapse(self) -> Outcome:
        self.life.clock.move(minutes=18)
        return "late"

    @invariant()
    def nothing_is_lost(self) -> None:
        self.tally["looks"] += 1
        found = [*self.look(), *looking.find_misplaced_goods(self.life), *self.bugs]
        self.tally["differences"] += len(found)
        assert not found, found

    def teardown(self) -> None:
        try:
            self.run(self._come_to_rest())
            found = [
                *self.run(looking.inspect(self.life)),
                *self.run(looking.find_unfinished(self.life)),
                *self.bugs,
            ]
            self.tally["differences"] += len(found)
            assert not found, found
        finally:
            self._count()
            self.close()

    async def _come_to_rest(self) -> None:
        """Have everybody come back into a world without troubles, and a day and more pass."""
        self.life.end_troubles()
        for buyer in range(len(self.deeds.buyers)):
            await self.deeds.come_back(buyer)
        await self.life.come_to_rest()

    def close(self) -> None:
        self.run(self.database.close())
        self.loop.close()
        structlog.reset_defaults()

    def _count(self) -> None:
        self.tally["jobs"] += self.life.jobs
        self.tally["deaths"] += self.life.deaths
        self.tally["leases lost"] += self.life.lost_leases
        self.tally["payments at the gateway"] += len(self.life.gateway.transactions)
        self.tally["goods handed over"] += len(self.life.notifier.handed)
