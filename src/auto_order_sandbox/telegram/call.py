"""One call of a method while it is carried out: who asks, with what, how it reaches chats and messages."""

from dataclasses import dataclass

from auto_order_sandbox.telegram.arguments import Arguments
from auto_order_sandbox.telegram.errors import bad_request, forbidden, too_many_requests
from auto_order_sandbox.telegram.state.bots import Bot
from auto_order_sandbox.telegram.state.chats import Chat, Kept
from auto_order_sandbox.telegram.state.world import World


@dataclass(slots=True)
class Call:
    """What a method is handed. It either gives a result or raises ApiError, and then has changed nothing."""

    world: World
    bot: Bot
    args: Arguments

    def get_chat(self, name: str = "chat_id") -> Chat:
        """Give the chat to read from. Raises a 400 for one in which the person never wrote to the bot."""
        text = self.args.text(name).strip()
        if not text:
            raise bad_request(f"{name} is empty")
        number = self.args.find_whole_number(name)
        chat = None if number is None else self.bot.chats.get(number)
        if chat is None or not chat.is_started:
            raise bad_request("chat not found")
        return chat

    def get_open_chat(self) -> Chat:
        """Give the chat to write to. Raises a 403 when the person has blocked the bot."""
        chat = self.get_chat()
        if chat.is_blocked:
            raise forbidden("bot was blocked by the user")
        return chat

    def get_message(self, chat: Chat, what: str) -> Kept:
        """Give the message of `message_id`; `what` is what Telegram calls it when it is not there."""
        kept = chat.find(self.args.number("message_id"))
        if kept is None:
            raise bad_request(f"{what} not found")
        return kept

    def spend(self, chat: Chat, kind: str, count: int = 1) -> None:
        """Count messages against the limits. Raises a 429 when there are too many."""
        if not self.world.box.options.limits:
            return
        retry_after = self.bot.limits.spend(chat.person.id, kind, count, now=self.world.box.clock.monotonic())
        if retry_after is not None:
            raise too_many_requests(retry_after)

    @property
    def timestamp(self) -> int:
        return self.world.box.clock.timestamp()
