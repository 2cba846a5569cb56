from collections.abc import Iterator

import pytest
from server import Api, serving


@pytest.fixture
def api() -> Iterator[Api]:
    """A server with five rows, two in a page."""
    with serving(Api([{"id": number, "name": f"row {number}"} for number in range(1, 6)])) as served:
        yield served
