"""A small API on this machine: pages, a token, failures that pass."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit


@dataclass
class Api:
    """What the server gives, and what it was asked for.

    Attributes:
        rows: All rows; `id` grows.
        size: Rows in a page.
        token: The bearer token that it wants; none by default.
        failures: Status codes of the next answers, before it answers well again.
        linked: Whether the next page stands in the `Link` header rather than in the page.
        asked: The paths of the requests so far.
    """

    rows: list[dict[str, object]]
    size: int = 2
    token: str = ""
    failures: list[int] = field(default_factory=list)
    linked: bool = False
    asked: list[str] = field(default_factory=list)
    url: str = ""

    def answer(self, path: str, authorization: str) -> tuple[int, dict[str, str], object]:
        """Return status, headers and body for one request."""
        self.asked.append(path)
        if self.failures:
            return self.failures.pop(0), {"Retry-After": "0"}, {"error": "busy"}
        if self.token and authorization != f"Bearer {self.token}":
            return 401, {}, {"error": "no such token"}
        query = parse_qs(urlsplit(path).query)
        first = int(query.get("first", ["0"])[0])
        since = int(query.get("since", ["0"])[0])
        rows = [row for row in self.rows if int(str(row["id"])) > since]
        page, rest = rows[first : first + self.size], rows[first + self.size :]
        following = f"/rows?first={first + self.size}&since={since}" if rest else None
        if self.linked:
            return 200, {"Link": f'<{following}>; rel="next"'} if following else {}, page
        return 200, {}, {"items": page, "next": following}


@contextmanager
def serving(api: Api) -> Iterator[Api]:
    """Serve an API on a free port while the block runs; its `url` says where."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # noqa: N802 - the standard library's name
            status, headers, body = api.answer(self.path, self.headers.get("Authorization", ""))
            content = json.dumps(body).encode()
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(content))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Keep the tests' output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    api.url = f"http://127.0.0.1:{server.server_port}/rows"
    try:
        yield api
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
