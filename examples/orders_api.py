"""A small API of orders on this machine: ``python orders_api.py -- COMMAND`` serves it while a command runs.

It gives two hundred orders, fifty in a page, to whoever has the token, and fails now and then, as real ones
do. The command finds its address in ``API_URL`` and the token in ``API_TOKEN``.
"""

import json
import os
import secrets
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Thread
from urllib.parse import parse_qs, urlsplit

ORDERS = [
    {
        "id": number,
        "shop": f"shop {number % 7}",
        "amount": f"{number * 13 % 97}.{number % 100:02}",
        "ordered_at": f"2026-01-{1 + number % 28:02}T10:00:00",
    }
    for number in range(1, 201)
]
PAGE = 50
TOKEN = secrets.token_hex()
_requests = count(1)


class Orders(BaseHTTPRequestHandler):
    """Answers with a page of orders."""

    def do_GET(self) -> None:
        """Give a page; refuse who has no token; be busy at every third request."""
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            return self._answer(401, {"error": "a token is needed"})
        if next(_requests) % 3 == 0:
            return self._answer(503, {"error": "busy"})
        query = parse_qs(urlsplit(self.path).query)
        first, since = int(query.get("first", ["0"])[0]), int(query.get("since", ["0"])[0])
        orders = [order for order in ORDERS if int(order["id"]) > since]
        rest = len(orders) > first + PAGE
        following = f"/orders?first={first + PAGE}&since={since}" if rest else None
        return self._answer(200, {"items": orders[first : first + PAGE], "next": following})

    def _answer(self, status: int, body: object) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing: the command speaks."""


def main() -> int:
    """Serve while the command runs, and return its exit status."""
    command = sys.argv[sys.argv.index("--") + 1 :] if "--" in sys.argv else []
    if not command:
        print(__doc__, file=sys.stderr)
        return 2
    server = ThreadingHTTPServer(("127.0.0.1", 0), Orders)
    Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/orders"
    try:
        environment = {**os.environ, "API_URL": address, "API_TOKEN": TOKEN}
        return subprocess.run(command, env=environment, check=False).returncode
    finally:
        server.shutdown()


if __name__ == "__main__":
    sys.exit(main())
