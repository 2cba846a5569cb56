"""The source `rest_api`."""

import time
from collections.abc import Iterator, Mapping
from typing import ClassVar

import httpx
from pushcart_extensions import SourceBase

from pushcart_rest_api.sources._pages import next_page, rows_in

Rows = list[dict[str, object]]

_WORTH_ANOTHER_TRY = frozenset({429, 500, 502, 503, 504})
_LONGEST_PAUSE = 60.0


class RestApiSource(SourceBase[Rows]):
    """Reads the rows of a REST API, page by page.

    A page is a JSON list whose next one stands in the `Link` header (RFC 8288), or a mapping with the list
    under `items` and the address of the next page under `next`.
    """

    provides: ClassVar[frozenset[str]] = frozenset({"rest_api_source"})

    def __init__(
        self,
        *,
        url: str = "http://127.0.0.1:8000/rows",
        token: str = "",
        cursor: str = "",
        parameters: Mapping[str, str] | None = None,
        retries: int | str = 3,
        pause: float | str = 0.5,
        timeout: float | str = 30,
    ) -> None:
        """Take the options that stand beside `type: rest_api` in a workflow.

        Args:
            url: The address of the first page.
            token: Sent as a bearer token where there is one; write `${API_TOKEN}`, and it stays out of the file.
            cursor: A field of the rows that grows, such as `updated_at`. With a state file a run asks for
                `?since=` the greatest value of the last one.
            parameters: What else the first request asks for.
            retries: How often a request is tried again that failed in a way that may pass.
            pause: Seconds before the first such try; each further one waits twice as long, or as long as the
                server says.
            timeout: Seconds that the server may take to answer.
        """
        self.url = httpx.URL(url)
        self.token = token
        self.cursor = cursor
        self.parameters = dict(parameters or {})
        self.retries = int(retries)
        self.pause = float(pause)
        self.timeout = float(timeout)
        self._since: object = None

    def open(self) -> None:
        """Begin a session with the server."""
        headers = {"Accept": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        self._client = httpx.Client(headers=headers, timeout=self.timeout)

    def close(self) -> None:
        """End it."""
        self._client.close()

    def get_increment(self) -> Rows:
        """Return the rows of all pages."""
        rows = [row for page in self._pages() for row in rows_in(page)]
        if self.cursor:
            seen = [row[self.cursor] for row in rows if row.get(self.cursor) is not None]
            self._since = max([*seen, *([] if self._since is None else [self._since])], default=None)  # type: ignore[type-var]
        return rows

    def get_state(self) -> dict[str, object]:
        """Return up to where the rows have been read."""
        return {"since": self._since}

    def set_state(self, state: dict[str, object]) -> None:
        """Go on from there."""
        self._since = state["since"]

    def _pages(self) -> Iterator[httpx.Response]:
        since = {} if self._since is None else {"since": str(self._since)}
        address: httpx.URL | None = self.url.copy_merge_params(self.parameters | since)
        while address is not None:
            page = self._get(address)
            yield page
            address = next_page(page)
            if address is not None and (address.host, address.port) != (self.url.host, self.url.port):
                # The token is for one server only.
                raise ValueError(f"{self.url.host} names a next page on another server, {address.host}")

    def _get(self, address: httpx.URL) -> httpx.Response:
        pause = self.pause
        for left in range(self.retries, -1, -1):
            try:
                answer = self._client.get(address)
            except httpx.TransportError:
                if not left:
                    raise
                asked = ""
            else:
                if answer.status_code not in _WORTH_ANOTHER_TRY or not left:
                    return answer.raise_for_status()
                asked = answer.headers.get("Retry-After", "")
            time.sleep(min(float(asked) if asked.isdigit() else pause, _LONGEST_PAUSE))
            pause *= 2
        raise AssertionError("the last try returns or raises")
