"""Which task keeps which promise of the stock."""

from auto_order.bootstrap.base import Base
from auto_order.bootstrap.preferences import read_preferences
from auto_order.jobs.registry import Tasks
from auto_order.stock.jobs import CheckStock, LoadUpload, ReadUpload, TellWaiting
from auto_order.stock.tasks import StockTasks
from auto_order.stock.uploads import service as uploading
from auto_order.stock.uploads.port import Files
from auto_order.stock.uploads.tasks import UploadTasks
from auto_order.stock.wishes.tasks import WishTasks


def add_stock(tasks: Tasks, base: Base, files: Files) -> None:
    """Put the stock's tasks into the table."""
    uploads = UploadTasks(base.tx, files, base.keyring)
    tasks.add(ReadUpload, uploads.read_upload, when_dead=uploading.give_up)
    tasks.add(LoadUpload, uploads.load_upload, when_dead=uploading.give_up)
    tasks.add(CheckStock, StockTasks(base.tx, read_preferences(base.settings)).check_stock)
    tasks.add(TellWaiting, WishTasks(base.tx).tell_waiting)
