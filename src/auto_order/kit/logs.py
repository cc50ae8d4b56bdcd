"""How the log looks: lines for people on a terminal, JSON otherwise; never a secret in either.

Our own events and the messages of libraries take the same way out. What is logged, and under which name, is
decided where it happens; ids of updates, requests and jobs come in through ``structlog.contextvars``.
"""

import logging
import sys
import threading
from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import Any, Literal, TextIO

import orjson
import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from auto_order.kit.redaction import Redactor
from auto_order.kit.secret import Secret

# Below WARNING these quote what they carry: updates, parameters of statements, arguments of callbacks.
_QUIET = ("aiogram.event", "aiohttp.access", "aiosqlite", "asyncio", "sqlalchemy")
# What could forge a line or steer a terminal.
_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0))} | {ord("\n"): "\\n"}
_CONTROLS_BETWEEN_LINES = {code: written for code, written in _CONTROLS.items() if chr(code) not in "\n\t"}


def set_up_logs(
    *,
    level: Literal["debug", "info", "warning", "error"],
    form: Literal["auto", "text", "json"] = "auto",
    secrets: Iterable[Secret] = (),
    stream: TextIO | None = None,
) -> Redactor:
    """Send every log of this process to the stream, stderr by default; libraries are heard from ``info`` up.

    Gives the redactor: it can be taught more secrets, and belongs on whatever else quotes an exception. The
    last call counts.
    """
    redactor = Redactor(secrets)
    out = _Out(stream or sys.stderr)
    is_text = form == "text" or (form == "auto" and out.is_terminal)
    rendering = [
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
        _Cleaner(redactor),
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        *(_text(has_colors=out.is_terminal) if is_text else [_to_json]),
    ]
    structlog.configure(
        processors=[structlog.contextvars.merge_contextvars, *rendering],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda *_: out,
        cache_logger_on_first_use=False,
    )
    _adopt_libraries(out, rendering, level=max(logging.INFO, logging.getLevelName(level.upper())))
    _adopt_uncaught()
    return redactor


class _Out:
    """Writes lines, one at a time. It never raises: a log that cannot be written must not stop a payment."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        # Writing may run the garbage collector, whose finders log as well: in the same thread.
        self._lock = threading.RLock()

    @property
    def is_terminal(self) -> bool:
        return self._stream.isatty()

    def write_line(self, line: str) -> None:
        with self._lock:
            try:
                self._stream.write(line + "\n")
                self._stream.flush()
            except (OSError, ValueError):
                return

    debug = info = warning = error = critical = write_line


class _Cleaner:
    """Lets nothing but plain redacted values through to the renderer."""

    def __init__(self, redactor: Redactor) -> None:
        self._clean = redactor.clean

    def __call__(self, _logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        return {name: self._clean(value) for name, value in event.items()}


def _to_json(_logger: WrappedLogger, _method: str, event: EventDict) -> str:
    # What every line has stands in front, where an eye finds it.
    return orjson.dumps({"timestamp": None, "level": None, "event": None} | dict(event)).decode()


def _text(*, has_colors: bool) -> list[Processor]:
    renderer = structlog.dev.ConsoleRenderer(
        colors=has_colors,
        repr_native_str=True,
        exception_formatter=structlog.dev.plain_traceback,
    )
    return [_escape_controls, renderer]


def _escape_controls(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Leave no control character in what the renderer writes as it is."""
    event["event"] = str(event.get("event", "")).translate(_CONTROLS)
    for name in ("exception", "stack"):
        if name in event:
            event[name] = str(event[name]).translate(_CONTROLS_BETWEEN_LINES)
    return event


class _LibraryHandler(logging.Handler):
    """Takes what libraries log the standard way."""

    def __init__(self, out: _Out) -> None:
        super().__init__()
        self._out = out

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self._out.write_line(self.format(record))
        except Exception:  # noqa: BLE001 - the library's message does not fit its arguments
            self.handleError(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name is the base's
        """Name the place and not the arguments, which the base would print as they are."""
        structlog.get_logger().error("logs.malformed", logger=record.name, line=record.lineno)


def _adopt_libraries(out: _Out, rendering: Sequence[Processor], *, level: int) -> None:
    handler = _LibraryHandler(out)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[
                structlog.contextvars.merge_contextvars,
                structlog.stdlib.add_logger_name,
            ],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *rendering],
        )
    )
    root = logging.getLogger()
    for former in [former for former in root.handlers if isinstance(former, _LibraryHandler)]:
        root.removeHandler(former)
    root.addHandler(handler)
    root.setLevel(level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
    logging.captureWarnings(capture=True)


def _adopt_uncaught() -> None:
    """Log what nobody caught, instead of printing it as it is."""
    log = structlog.get_logger()

    def in_main(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            log.info("interrupted")
        else:
            log.critical("uncaught", exc_info=(kind, error, trace))

    def in_thread(found: Any) -> None:  # noqa: ANN401 - its type has no public name
        log.critical("uncaught", exc_info=(found.exc_type, found.exc_value, found.exc_traceback))

    sys.excepthook = in_main
    threading.excepthook = in_thread
    sys.unraisablehook = in_thread
