"""How much is taken of whom: rates by key, and by the address of who fails to say who they are.

Counted in the memory of this process: with several processes behind one address each counts what it sees.
"""

from __future__ import annotations

import ipaddress
import math
import threading
import time

from fastapi import Request
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from api.security.problems import too_many
from api.service.errors import ApiError


class Limits:
    """Rates in the notation of the library ``limits``, such as ``100/second``."""

    def __init__(self, *, per_key: str, failures: str, tokens: str) -> None:
        self._limiter = FixedWindowRateLimiter(MemoryStorage())
        # Two that count at once may start the storage's timer twice, which raises.
        self._lock = threading.Lock()
        self._per_key = parse(per_key)
        self._failures = parse(failures)
        self._tokens = parse(tokens)

    def count_request(self, actor: str) -> None:
        """A request under a key. Raises ``ApiError`` 429."""
        self._hit(self._per_key, "key", actor, f"This key may send {self._per_key}")

    def count_failure(self, address: str) -> None:
        """A request under no good key. Raises ``ApiError`` 429. Good keys from the same address are not held up."""
        self._hit(self._failures, "failure", address, f"Failures from one address are answered {self._failures}")

    def count_token(self, address: str) -> None:
        """A request for a token. Raises ``ApiError`` 429."""
        self._hit(self._tokens, "token", address, f"One address may ask for {self._tokens}")

    def count_login(self, address: str) -> None:
        """A step of a login by a provider, which is asked at each. Raises ``ApiError`` 429."""
        self._hit(self._tokens, "login", address, f"One address may log in {self._tokens}")

    def _hit(self, item: RateLimitItem, *names: str) -> None:
        *who, words = names
        with self._lock:
            is_within = self._limiter.hit(item, *who)
        if not is_within:
            reset = self._limiter.get_window_stats(item, *who).reset_time
            wait_s = max(1, math.ceil(reset - time.time()))
            raise ApiError(too_many(words), {"Retry-After": str(wait_s)})


def address_of_client(request: Request) -> str:
    """Who sends, as far as the network tells; of IPv6 the network that one subscriber has."""
    host = request.client.host if request.client is not None else ""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False))
    return host
