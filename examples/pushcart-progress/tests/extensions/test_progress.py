import io

import pytest
from pushcart_extensions import load_workflow
from rich.console import Console

from pushcart_progress.extensions.progress import ProgressExtension

WORKFLOW = {
    "sources": [{"type": "rows", "rows": [{"id": 1}]}, {"type": "rows", "rows": [{"id": 2}]}],
    "destinations": [{"type": "console"}],
    "application": {"extensions": {"progress_extension": None}},
}


@pytest.mark.parametrize(
    "extension",
    [
        ProgressExtension("bar"),
        ProgressExtension(default="bar"),
        ProgressExtension(choices=["bar"]),
        ProgressExtension(default="count", choices=["bar"]),
    ],
)
def test_choices_come_in_any_form(extension: ProgressExtension) -> None:
    assert extension.choices == ("bar",)


def test_without_a_choice_it_shows_all() -> None:
    assert ProgressExtension().choices == ("spinner", "bar", "count", "elapsed")


def test_what_it_cannot_show_is_an_error_that_says_what_it_can() -> None:
    with pytest.raises(ValueError, match="can't show colour; there are spinner, bar, count, elapsed"):
        ProgressExtension("bar", "colour")


def run_on(terminal: bool) -> str:
    """Return what the extension writes while a workflow of two sources runs."""
    workflow = load_workflow(WORKFLOW)
    (extension,) = (each for each in workflow.extensions if isinstance(each, ProgressExtension))
    screen = io.StringIO()
    extension.console = Console(file=screen, force_terminal=terminal, width=100, color_system=None)
    workflow.run()
    return screen.getvalue()


def test_it_counts_every_call_of_a_stage() -> None:
    shown = run_on(terminal=True)

    assert "4/4" in shown
    assert "destination 'console'" in shown


def test_a_pipe_gets_nothing_of_it() -> None:
    assert run_on(terminal=False) == ""


def test_after_a_failure_the_terminal_is_as_it_was() -> None:
    broken = {
        **WORKFLOW,
        "destinations": [{"type": "console"}] * 2,
        "sources": [{"type": "rows", "rows": [{"a": 1}]}],
    }
    workflow = load_workflow(broken)
    (extension,) = (each for each in workflow.extensions if isinstance(each, ProgressExtension))
    screen = io.StringIO()
    extension.console = Console(file=screen, force_terminal=True, width=100, color_system=None)
    workflow.destinations[1].write = lambda _data: 1 / 0  # type: ignore[method-assign, assignment]

    with pytest.raises(ZeroDivisionError):
        workflow.run()

    assert screen.getvalue().rstrip().endswith("\x1b[?25h")  # the cursor is back
