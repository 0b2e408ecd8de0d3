"""What the server sends goes out at once."""

from __future__ import annotations

import asyncio
import socket
from contextlib import closing

import pytest
from fastapi import FastAPI

from api.service.server import IDLE_S, Server, bind


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_the_second_part_of_an_answer_does_not_wait_for_the_first_to_be_acknowledged(host: str) -> None:
    """Head and body are two writes. Nagle's algorithm would keep the body until the client acknowledges the head."""

    async def delay_is_off() -> bool:
        found = asyncio.get_running_loop().create_future()

        def connected(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            accepted = writer.get_extra_info("socket")
            found.set_result(accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0)
            writer.close()

        async with await asyncio.start_server(connected, sock=listener):
            _, writer = await asyncio.open_connection(*listener.getsockname()[:2])
            is_off = await found
            writer.close()
            await writer.wait_closed()
            return bool(is_off)

    with closing(bind(host, 0)) as listener:
        assert asyncio.run(delay_is_off())


def test_a_connection_is_closed_by_who_opened_it() -> None:
    """nginx keeps an idle one for 60 s, httpx and browsers for less: a request never meets our own closing."""
    assert Server(FastAPI()).config.timeout_keep_alive == IDLE_S > 60
