"""Who may run the shop is shown how; to everybody else those buttons are nobody's."""

from auto_order.audit.actor import SYSTEM
from auto_order.bootstrap.base import open_base
from auto_order.settings import read_settings
from auto_order.staff import service as staff
from auto_order.staff.models import Permission
from tests.doors.telegram.conftest import InnerWorld
from tests.rig.clock import NOW
from tests.rig.world import OWNER, SELLER, Person

_KEY = "⚙️ Admin Settings"


async def _has_key(world: InnerWorld, person: Person) -> bool:
    state = await world.call("GET", f"/chats/{person.id}")
    return any(key["text"] == _KEY for row in state["reply_keyboard"]["keyboard"] for key in row)


async def _come(world: InnerWorld, person_id: int) -> Person:
    person = await world.meet(person_id)
    await person.say("/start")
    await person.read("selamat datang")
    return person


async def _let(world: InnerWorld, person: Person, permission: Permission) -> None:
    settings = read_settings(world.shop.environment, env_file=None)
    async with open_base(settings) as base, base.tx() as session:
        await staff.set_permission(
            session,
            telegram_id=person.id,
            name="Budi",
            permission=permission,
            is_granted=True,
            by=SYSTEM,
            now=NOW,
        )


async def test_the_seller_has_a_key_that_opens_the_shop(world: InnerWorld) -> None:
    await world.open_shop()
    seller = await _come(world, SELLER)

    await seller.say(_KEY)

    await seller.read("Mau atur apa?")
    assert await _has_key(world, seller)


async def test_buyers_and_owners_are_not_staff(world: InnerWorld) -> None:
    await world.open_shop()
    for person_id in (7001, OWNER):
        person = await _come(world, person_id)

        await person.say(_KEY)

        await person.read("tidak berlaku")
        assert not await _has_key(world, person)


async def test_a_member_of_the_staff_has_the_key(world: InnerWorld) -> None:
    member = await world.meet(7002)
    await _let(world, member, Permission.STOCK)
    await world.open_shop()
    await _come(world, member.id)

    await member.say(_KEY)

    await member.read("Mau atur apa?")
    assert await _has_key(world, member)
