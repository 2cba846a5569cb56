"""What a page of an API holds, and where the next one is."""

import httpx


def rows_in(page: httpx.Response) -> list[dict[str, object]]:
    """Return the rows of a page.

    Raises:
        ValueError: It is neither a list of mappings, nor a mapping with such a list under `items`.
    """
    body = page.json()
    rows = body.get("items") if isinstance(body, dict) else body
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError(f"{page.url} gives no list of rows, and none under 'items'")
    return rows


def next_page(page: httpx.Response) -> httpx.URL | None:
    """Return the address of the page after this one; None after the last.

    It stands in the `Link` header (RFC 8288), or under `next` in the page.
    """
    body = page.json()
    address = page.links.get("next", {}).get("url") or (body.get("next") if isinstance(body, dict) else None)
    return page.url.join(address) if address else None
