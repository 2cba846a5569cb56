"""Strings are compiled once, and extensions still see each of them."""

from __future__ import annotations

from jinja2 import DictLoader, Environment
from jinja2.ext import Extension

from pushcart_extensions.scaffold.template.compiled import compile_strings_once


class Watcher(Extension):
    """Remembers what Jinja showed it."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        del name, filename
        seen.append(source)
        return source.upper()


seen: list[str] = []


def test_a_string_is_compiled_once_and_rendered_each_time() -> None:
    environment = Environment(autoescape=True)
    compile_strings_once(environment)
    assert environment.compile("{{ x }}") is environment.compile("{{ x }}")
    assert [environment.from_string("{{ x }}").render(x=x) for x in (1, 2)] == ["1", "2"]


def test_extensions_see_a_string_each_time_and_may_change_it() -> None:
    environment = Environment(autoescape=True, extensions=[Watcher])
    compile_strings_once(environment)
    seen.clear()
    assert [environment.from_string("a").render() for _ in range(3)] == ["A", "A", "A"]
    assert seen.count("a") >= 3


def test_templates_of_files_are_left_to_jinja() -> None:
    environment = Environment(autoescape=True, loader=DictLoader({"name": "{{ x }}"}))
    compile_strings_once(environment)
    assert environment.get_template("name").render(x=1) == "1"
