"""Who there is, and what the box holds."""

import pytest
from aiohttp import ClientSession

from tests.sandbox.clients import Bot, Json, Phone

DEWI = {"id": 1003, "first_name": "Dewi"}


async def state(phone: Phone) -> Json:
    found: Json = await phone.ask("GET", "/state")
    return found


async def test_four_people_are_there_from_the_start(buyer: Phone) -> None:
    users = (await state(buyer))["users"]

    assert [(user["id"], user["first_name"], user["role"]) for user in users] == [
        (1001, "Wati", "buyer"),
        (1002, "Joko", "second buyer"),
        (2001, "Rina", "seller"),
        (3001, "Agus", "owner"),
    ]


async def test_the_state_tells_of_bots_chats_and_what_waits(bot: Bot, buyer: Phone) -> None:
    await buyer.send("menunggu")

    found = await state(buyer)

    assert found["bots"] == [
        {
            "id": 42,
            "first_name": "Sandbox Bot 42",
            "username": "sandbox_42_bot",
            "photo": None,
            "pending_updates": 1,
            "chats": [buyer.user_id],
        }
    ]
    assert found["limits"] is False
    assert found["faults"]["telegram"] == []
    assert found["calls"] >= 1
    assert bot.token not in str(found)


async def test_somebody_can_be_added(bot: Bot, buyer: Phone) -> None:
    wish = {**DEWI, "username": "@dewi", "language_code": "en", "role": "guest"}

    added = await buyer.ask("POST", "/users", json=wish)

    assert added == {
        "id": 1003,
        "is_bot": False,
        "first_name": "Dewi",
        "username": "dewi",
        "language_code": "en",
        "role": "guest",
    }
    assert added in (await state(buyer))["users"]
    dewi = Phone(bot.base_url, bot.http, 1003)
    await dewi.send("/start")
    assert (await bot.updates())[0]["message"]["from"]["username"] == "dewi"


async def test_a_name_is_enough(buyer: Phone) -> None:
    added = await buyer.ask("POST", "/users", json=DEWI)

    assert added == {"id": 1003, "is_bot": False, "first_name": "Dewi", "role": None}


async def test_who_changes_their_name_has_it_in_every_chat(bot: Bot, buyer: Phone) -> None:
    await buyer.ask("POST", "/users", json={"id": buyer.user_id, "first_name": "Budiman"})

    await buyer.send("Halo")

    (update,) = await bot.updates()
    assert update["message"]["from"]["first_name"] == update["message"]["chat"]["first_name"] == "Budiman"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"id": None}, "id must be a whole number from 1 to 4503599627370496, not None."),
        ({"id": 0}, "id must be a whole number from 1"),
        ({"id": 1.5}, "id must be a whole number from 1"),
        ({"id": True}, "id must be a whole number from 1"),
        ({"id": "x"}, "id must be a whole number from 1"),
        ({"id": 2**60}, "id must be a whole number from 1"),
        ({"first_name": None}, "first_name is missing. Example:"),
        ({"first_name": " "}, "first_name must be a text of 1 to 64 characters."),
        ({"first_name": "x" * 65}, "first_name must be a text of 1 to 64 characters."),
        ({"username": 7}, "username must be a text of 1 to 64 characters."),
    ],
)
async def test_somebody_who_cannot_be_is_declined(buyer: Phone, change: Json, reason: str) -> None:
    status, sentence = await buyer.decline("POST", "/users", json={**DEWI, **change})

    assert status == 400
    assert sentence.startswith(reason)
    assert len((await state(buyer))["users"]) == 4


@pytest.mark.parametrize(
    ("body", "reason"),
    [(b"{", "The body is not JSON: "), (b"[1]", "The body must be a JSON object, for example")],
)
async def test_a_body_that_is_no_object_is_declined(
    sandbox: str, http: ClientSession, body: bytes, reason: str
) -> None:
    async with http.post(f"{sandbox}/_sandbox/users", data=body) as response:
        answer = await response.json()

    assert response.status == 400
    assert answer["error"].startswith(reason)


async def test_what_there_is_not_is_named(buyer: Phone) -> None:
    status, sentence = await buyer.decline("DELETE", "/users/7")

    assert status == 404
    assert sentence == "There is no DELETE /_sandbox/users/7. docs/sandbox.md lists what there is."
