"""Which task keeps which promise about broadcasts."""

from auto_order.bootstrap.base import Base
from auto_order.broadcasts import service as broadcasts
from auto_order.broadcasts.jobs import SendBroadcast
from auto_order.broadcasts.port import Mailer
from auto_order.broadcasts.tasks import BroadcastTasks
from auto_order.jobs.registry import Tasks


def add_broadcasts(tasks: Tasks, base: Base, mailer: Mailer) -> None:
    """Put the broadcasts' tasks into the table."""
    tasks.add(SendBroadcast, BroadcastTasks(base.tx, mailer).send_broadcast, when_dead=broadcasts.give_up)
