"""A workflow's plan as people read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pushcart_extensions.runtime.spelling import key_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pushcart_extensions.runtime.planning import Plan


def plan_text(plan: Plan) -> str:
    """Return a numbered line for each stage and extension, its options below as YAML has them."""
    lines: list[str] = []
    for number, entry in enumerate(plan.entries, 1):
        lines.append(f"{number}. {entry.kind} {entry.key}  ({entry.place}, {entry.cls.__module__})")
        lines += [f"     {line}" for line in _option_lines(entry.options)]
    return "\n".join(lines) or "nothing to run"


def _option_lines(options: object) -> Iterator[str]:
    """Yield the lines of options as a workflow file has them, what holds nothing nested in one line."""
    if isinstance(options, Mapping):
        named = [(f"{key_text(name)}:", value) for name, value in options.items()]
    else:
        named = [("-", value) for value in options] if isinstance(options, (list, tuple)) else []
    for name, value in named:
        first, *others = _yaml_lines(value)
        # After a name, a list or mapping in block style starts on a line of its own, however short.
        in_block = isinstance(value, (Mapping, list, tuple)) and first[0] not in "[{"
        nested = bool(others) or (in_block and name != "-")
        yield name if nested else f"{name} {first}"
        yield from (f"  {line}" for line in ((first, *others) if nested else ()))


def _yaml_lines(value: object) -> list[str]:
    import yaml

    class Plain(yaml.SafeDumper):
        def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - a value that stands twice is written twice
            return True

    text: str = yaml.dump(
        value, Dumper=Plain, sort_keys=False, allow_unicode=True, default_flow_style=None, width=10_000
    )
    # A scalar alone ends with the mark of a document's end.
    return text.removesuffix("...\n").splitlines()
