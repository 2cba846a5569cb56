import httpx
import pytest
from pushcart_extensions.testing import run_source
from server import Api

from pushcart_rest_api.sources.rest_api import RestApiSource


@pytest.mark.parametrize("linked", [False, True], ids=["next in the page", "next in the Link header"])
def test_it_reads_every_page(api: Api, linked: bool) -> None:
    api.linked = linked

    rows = run_source(RestApiSource, {"url": api.url})

    assert [row["id"] for row in rows] == [1, 2, 3, 4, 5]
    assert len(api.asked) == 3


def test_the_first_request_asks_for_what_it_is_told_to(api: Api) -> None:
    run_source(RestApiSource, {"url": api.url, "parameters": {"first": "4"}})

    assert api.asked == ["/rows?first=4"]


def test_it_sends_the_token(api: Api) -> None:
    api.token = "secret"

    assert run_source(RestApiSource, {"url": api.url, "token": "secret"})


def test_a_wrong_token_is_an_error_at_once(api: Api) -> None:
    api.token = "secret"

    with pytest.raises(httpx.HTTPStatusError, match="401"):
        run_source(RestApiSource, {"url": api.url, "token": "guessed"})

    assert len(api.asked) == 1


@pytest.mark.parametrize("status", [429, 503])
def test_a_failure_that_may_pass_is_tried_again(api: Api, status: int) -> None:
    api.failures = [status, status]

    assert len(run_source(RestApiSource, {"url": api.url, "pause": 0})) == 5


def test_it_gives_up_after_the_last_try(api: Api) -> None:
    api.failures = [503] * 9

    with pytest.raises(httpx.HTTPStatusError, match="503"):
        run_source(RestApiSource, {"url": api.url, "retries": "2", "pause": "0"})

    assert len(api.asked) == 3


def test_a_server_that_is_not_there_is_an_error() -> None:
    with pytest.raises(httpx.ConnectError):
        run_source(RestApiSource, {"url": "http://127.0.0.1:9/rows", "retries": 1, "pause": 0})


def test_the_token_stays_with_its_server(api: Api) -> None:
    api.rows = [{"id": 1}]
    api.answer = lambda *_: (200, {}, {"items": [], "next": "http://elsewhere.invalid/rows"})  # type: ignore[method-assign]

    with pytest.raises(ValueError, match=r"another server, elsewhere\.invalid"):
        run_source(RestApiSource, {"url": api.url, "token": "secret"})


def test_what_is_no_page_of_rows_is_an_error(api: Api) -> None:
    api.answer = lambda *_: (200, {}, {"rows": []})  # type: ignore[method-assign]

    with pytest.raises(ValueError, match="none under 'items'"):
        run_source(RestApiSource, {"url": api.url})


def test_the_next_run_reads_what_is_new(api: Api) -> None:
    state: dict[str, object] = {}
    options = {"url": api.url, "cursor": "id"}
    run_source(RestApiSource, options, state=state)
    api.rows.append({"id": 6, "name": "row 6"})

    rows = run_source(RestApiSource, options, state=state)

    assert [row["id"] for row in rows] == [6]
    assert state == {"since": 6}


def test_a_run_without_news_keeps_the_place(api: Api) -> None:
    state: dict[str, object] = {"since": 5}

    assert run_source(RestApiSource, {"url": api.url, "cursor": "id"}, state=state) == []
    assert state == {"since": 5}
