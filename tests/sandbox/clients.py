"""The two who meet in the sandbox, each with plain HTTP: a bot, and a person with a phone."""

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from aiohttp import ClientSession, FormData

Json = dict[str, Any]
Result = Any  # what a method gives: any JSON


class Refused(Exception):
    """The sandbox said no."""

    def __init__(self, status: int, answer: Json) -> None:
        super().__init__(f"{status} {answer}")
        self.status = status
        self.answer = answer
        self.reason: str = answer.get("description") or answer.get("error") or ""


@dataclass
class Bot:
    """A bot that calls the Bot API."""

    base_url: str
    http: ClientSession = field(repr=False)
    token: str = "42:TEST"

    @property
    def url(self) -> str:
        return f"{self.base_url}/bot{self.token}"

    async def call(self, method: str, **parameters: object) -> Result:
        """Call a method with JSON; gives the result or raises Refused."""
        async with self.http.post(f"{self.url}/{method}", json=parameters) as response:
            answer = await response.json()
            if not answer["ok"]:
                raise Refused(response.status, answer)
            return answer["result"]

    async def upload(self, method: str, files: dict[str, tuple[str, bytes]], **parameters: str) -> Result:
        """Call a method with a multipart form; `files` maps fields to names and contents."""
        form = FormData(parameters, quote_fields=False)
        for name, (file_name, body) in files.items():
            form.add_field(name, BytesIO(body), filename=file_name)
        async with self.http.post(f"{self.url}/{method}", data=form) as response:
            answer = await response.json()
            if not answer["ok"]:
                raise Refused(response.status, answer)
            return answer["result"]

    async def refusal(self, method: str, **parameters: object) -> str:
        """Call a method that must be refused; gives the description."""
        try:
            result = await self.call(method, **parameters)
        except Refused as refused:
            return refused.reason
        raise AssertionError(f"{method} was not refused: {result}")

    async def say(self, to: "Phone", text: str = "Halo", **more: object) -> Json:
        """Send a message to a person."""
        said: Json = await self.call("sendMessage", chat_id=to.user_id, text=text, **more)
        return said

    async def updates(self, **parameters: object) -> list[Json]:
        updates: list[Json] = await self.call("getUpdates", **parameters)
        return updates


@dataclass
class Phone:
    """A person who writes, taps and reads, through the control API."""

    base_url: str
    http: ClientSession = field(repr=False)
    user_id: int = 1001
    bot_id: int | None = None

    async def ask(self, verb: str, path: str, *, json: object = None, data: object = None) -> Result:
        """Call the control API; gives the answer or raises Refused."""
        query = {"bot": str(self.bot_id)} if self.bot_id else {}
        url = f"{self.base_url}/_sandbox{path}"
        async with self.http.request(verb, url, params=query, json=json, data=data) as response:
            answer = await response.json()
            if response.status >= 400:
                raise Refused(response.status, answer)
            return answer

    async def decline(
        self, verb: str, path: str, *, json: object = None, data: object = None
    ) -> tuple[int, str]:
        """Call the control API where it must decline; gives the status and the sentence."""
        try:
            answer = await self.ask(verb, path, json=json, data=data)
        except Refused as refused:
            return refused.status, refused.reason
        raise AssertionError(f"{verb} {path} was not declined: {answer}")

    @property
    def chat(self) -> str:
        return f"/chats/{self.user_id}"

    async def send(self, text: str = "/start", **more: object) -> Json:
        sent: Json = await self.ask("POST", f"{self.chat}/send", json={"text": text, **more})
        return sent

    async def send_file(self, kind: str, name: str, body: bytes, **fields: str) -> Json:
        form = FormData(fields, quote_fields=False)
        form.add_field(kind, BytesIO(body), filename=name)
        sent: Json = await self.ask("POST", f"{self.chat}/send", data=form)
        return sent

    async def tap(self, message_id: int, text: str, **more: object) -> Json:
        wish = {"message_id": message_id, "text": text, **more}
        tapped: Json = await self.ask("POST", f"{self.chat}/tap", json=wish)
        return tapped

    async def block(self) -> None:
        await self.ask("POST", f"{self.chat}/block")

    async def advance(self, seconds: float) -> None:
        """Put the sandbox's clock forward."""
        await self.ask("POST", "/clock", json={"advance": seconds})

    async def read(self, after: int = 0, wait: float = 0) -> Json:
        seen: Json = await self.ask("GET", f"{self.chat}/messages?after={after}&wait={wait}")
        return seen

    async def last(self) -> Json:
        """Read the message that changed last."""
        seen = await self.read()
        last: Json = seen["messages"][-1]
        return last
