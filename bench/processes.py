"""Servers to be measured, each a process of its own, and requests written for the wire."""

import asyncio
import os
import re
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import psutil

_PORT = re.compile(r"(?:port |:)(\d+)\W*$")


@asynccontextmanager
async def started(*arguments: str, environment: Mapping[str, str] | None = None) -> AsyncIterator[Process]:
    """Run Python with these arguments, and end it when nobody needs it any more."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, stdout=PIPE, env={**os.environ, **(environment or {})}
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.communicate()


@asynccontextmanager
async def running(*arguments: str) -> AsyncIterator[tuple[int, psutil.Process]]:
    """Run a server; gives its port, which it prints when it is ready."""
    async with started(*arguments) as process:
        yield await _read_port(process), psutil.Process(process.pid)


async def _read_port(process: Process) -> int:
    assert process.stdout is not None
    while line := (await process.stdout.readline()).decode():
        if found := _PORT.search(line):
            return int(found[1])
    sys.exit("A server ended before it was ready.")


def request(path: str, body: bytes, media_type: str = "application/json", method: str = "POST") -> bytes:
    """Write a request for the wire."""
    fields = f"Host: bench\r\nContent-Type: {media_type}\r\nContent-Length: {len(body)}"
    return f"{method} {path} HTTP/1.1\r\n{fields}\r\n\r\n".encode() + body


class Line:
    """A connection to a server that stays open: one question after the other."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def open(cls, port: int) -> "Line":
        """Connect to a server of this machine."""
        return cls(*await asyncio.open_connection("127.0.0.1", port, limit=2**24))

    async def ask(self, wire: bytes) -> bytes:
        """Send a request and give the body of its answer; any status but 200 ends the run."""
        self._writer.write(wire)
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n", 1)[0])
        body = await self._reader.readexactly(length)
        if b" 200 " not in head[:16]:
            sys.exit(f"Not what was asked for: {head[:80]!r} {body[:300]!r}")
        return body

    def close(self) -> None:
        """Hang up."""
        self._writer.close()
