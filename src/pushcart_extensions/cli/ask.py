"""Asks questions on a terminal, a line each: on any terminal alike, also on one that can do nothing else.

docs/decisions/prompts.md has the reasons for lines in place of menus.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from shutil import get_terminal_size
from textwrap import fill
from typing import TextIO

from pushcart_extensions.cli.output import encodable
from pushcart_extensions.errors import InputProblem, InvalidInputError

Problem = Callable[[str], str | None]
"""Says what is wrong with an answer, or None where nothing is."""


class Dialogue:
    """Questions and answers on the user's terminal.

    Standard output is for results: where it is no terminal, standard error has the questions.

    Raises:
        InvalidInputError: There is no terminal to ask on.
    """

    def __init__(self) -> None:
        self._stream = _terminal()
        sys.stdin.reconfigure(errors="surrogateescape")  # type: ignore[union-attr] # a file, as isatty said

    def say(self, text: str) -> None:
        """Print a line."""
        print(encodable(text, self._stream), file=self._stream, flush=True)

    def text(self, label: str, problem: Problem, default: str = "") -> str:
        """Return a line of text; it is asked for until nothing is wrong with it.

        Args:
            label: What is asked.
            problem: What is wrong with an answer.
            default: What an empty line stands for.

        Raises:
            KeyboardInterrupt: The user would rather not.
        """
        prompt = f"{label}{f' [{default}]' if default else ''}: "
        while True:
            # A refused answer does not stand in the line again: whoever types the better one, or presses
            # Enter for the default, would have it behind the old one. The key Up brings it back.
            answer = self._line(prompt).strip() or default
            wrong = problem(answer)
            if wrong is None:
                return answer
            self.say(f"  {wrong}")

    def choice(self, label: str, choices: Sequence[str], problem: Problem, default: str) -> str:
        """Return one of a few answers, which the user may give by its number too.

        Args:
            label: What is asked.
            choices: The answers.
            problem: What is wrong with an answer.
            default: What an empty line stands for.

        Raises:
            KeyboardInterrupt: The user would rather not.
        """
        numbered = {str(number): choice for number, choice in enumerate(choices, start=1)}
        listed = ", ".join(f"{number} {choice}" for number, choice in numbered.items())
        self.say(fill(f"{label}: {listed}", get_terminal_size().columns, subsequent_indent="  "))
        answer = self.text("  number or name", lambda typed: problem(numbered.get(typed, typed)), default)
        return numbered.get(answer, answer)

    def agrees(self, label: str, *, default: bool) -> bool:
        """Return whether the user says yes.

        Args:
            label: What is asked.
            default: What an empty line stands for.

        Raises:
            KeyboardInterrupt: The user would rather not.
        """
        answers = {"y": True, "yes": True, "n": False, "no": False}
        prompt = f"{label} [{'Y/n' if default else 'y/N'}]"
        typed = self.text(
            prompt, lambda typed: None if typed.lower() in {"", *answers} else "is neither y nor n"
        )
        return answers.get(typed.lower(), default)

    def _line(self, prompt: str) -> str:
        """Return the next line; its user can move about in it, and go back to earlier ones."""
        with suppress(ImportError):
            import readline  # noqa: F401 - input() takes to it by itself
        shown = encodable(prompt, self._stream)
        if self._stream is not sys.stdout:
            print(shown, end="", file=self._stream, flush=True)
            shown = ""
        try:
            return input(shown)
        except KeyboardInterrupt:
            self.say("")
            raise
        except EOFError:  # Ctrl-D, which is to end everything as Ctrl-C does
            self.say("")
            signal.raise_signal(signal.SIGINT)
            raise KeyboardInterrupt from None


def _terminal() -> TextIO:
    """Return the stream that questions go to."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise _no_terminal("standard input is none")
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and stream.isatty():
            return stream
    raise _no_terminal("neither standard output nor standard error is one")


def _no_terminal(why: str) -> InvalidInputError:
    hint = "the answers as options, which --help lists"
    return InvalidInputError((InputProblem("--interactive", None, f"asks on a terminal, and {why}", hint),))
