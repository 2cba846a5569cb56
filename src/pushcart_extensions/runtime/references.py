"""References to the environment in the values of a workflow: ``${NAME}`` and ``${NAME:-default}``.

As in a shell, the default also stands in for an empty value; ``$${`` is a literal ``${``. A value
that came from the environment must never be printed: whoever prints asks ``redact`` first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pushcart_extensions.errors.wording import printable
from pushcart_extensions.runtime.spelling import key_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from pushcart_extensions.runtime.construction import Options
    from pushcart_extensions.runtime.document import Path

_REFERENCE = re.compile(
    r"(?P<literal>\$\$\{)"
    r"|\$\{(?P<name>[A-Za-z_][A-Za-z0-9_]*)(?::-(?P<default>[^}]*))?\}"
    r"|(?P<broken>\$\{[^}]*\}?)"
)
_SHORT = 4


class References:
    """The references of one workflow.

    Args:
        environment: Names and values, usually ``os.environ``.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._secrets: dict[str, str] = {}

    def problems(self, value: object, path: Path) -> Iterator[tuple[Path, str]]:
        """Yield path and message for each reference that can't be resolved, at any depth."""
        if isinstance(value, str):
            for match in _REFERENCE.finditer(value):
                if match["broken"]:
                    yield (
                        path,
                        f"{match['broken']!r} is no reference; write ${{NAME}}, or $${{ for a literal ${{",
                    )
                elif "${" in (match["default"] or ""):
                    yield path, f"the default of {match['name']} can't hold a reference; write it out"
                elif match["name"] and match["default"] is None and match["name"] not in self._environment:
                    name = match["name"]
                    yield path, f"the environment has no {name}; set it, or write ${{{name}:-default}}"
        else:
            for part, item in _items(value):
                yield from self.problems(item, (*path, part))

    def resolve(self, value: object) -> object:
        """Return ``value`` with the references in its strings replaced, at any depth."""
        if isinstance(value, str):
            return _REFERENCE.sub(self._replacement, value)
        if isinstance(value, Mapping):
            return {key: self.resolve(item) for key, item in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.resolve(item) for item in value]
        return value

    def resolved_options(self, options: Options) -> Options:
        """Return the options of a stage or an extension with their references replaced."""
        if isinstance(options, Mapping):
            return {name: self.resolve(value) for name, value in options.items()}
        return None if options is None else [self.resolve(value) for value in options]

    def redact(self, text: str) -> str:
        """Return ``text`` with each value that came from the environment as its reference."""
        forms = {form: reference for value, reference in self._secrets.items() for form in _forms(value)}
        for secret, reference in sorted(forms.items(), key=lambda pair: -len(pair[0])):
            if len(secret) >= _SHORT:
                text = text.replace(secret, reference)
            else:
                # A value of one letter would be found in every word.
                text = re.sub(rf"(?<!\w){re.escape(secret)}(?!\w)", reference, text)
        return text

    def _replacement(self, match: re.Match[str]) -> str:
        if match["literal"]:
            return "${"
        name, default = match["name"], match["default"]
        value = self._environment.get(name, "")
        if not value and default is not None:
            return str(default)
        if value:
            self._secrets[value] = f"${{{name}}}"
        return value


def _forms(value: str) -> set[str]:
    """Return how errors show a value: as it is, in quotes, in JSON, in a URL, line by line."""
    import json
    from urllib.parse import quote, quote_plus

    forms = {value, repr(value)[1:-1], printable(value), json.dumps(value)[1:-1]}
    forms |= {json.dumps(value, ensure_ascii=False)[1:-1]}
    # Half a surrogate pair, which a name of undecodable bytes may hold, has no form in a URL.
    forms |= {function(value, errors="replace") for function in (quote, quote_plus)}
    forms |= {quote(value, safe="", errors="replace")}
    return forms | {line for line in value.splitlines() if len(line) >= _SHORT}


def _items(value: object) -> Iterator[tuple[str | int, object]]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield key_text(key), item
    elif isinstance(value, (list, tuple)):
        yield from enumerate(value)
