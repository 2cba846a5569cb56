"""The documentation of what is installed, as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pushcart_extensions.catalog.docstrings import literals_as_markdown
from pushcart_extensions.contract.kinds import BY_NAME, KINDS
from pushcart_extensions.contract.metadata import BOOLEANS, SETS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pushcart_extensions.catalog.records import Catalog, Described, Option


def markdown(catalog: Catalog) -> str:
    """Return a document with a section for each kind, and a part for each stage and extension in it."""
    return "\n".join(_lines(catalog)).rstrip("\n") + "\n"


def _lines(catalog: Catalog) -> Iterator[str]:
    yield "# Installed stages and extensions"
    yield ""
    for kind in KINDS:
        members = [one for one in catalog.components if one.kind == kind.name]
        if members:
            yield f"## {kind.folder.capitalize()}"
            yield ""
            for one in members:
                yield from _component(one)
    if catalog.namespaces:
        yield from _namespaces(catalog)
    if catalog.faults:
        yield "## Faults"
        yield ""
        yield from (f"- {_cell(fault.message)}" for fault in catalog.faults)
        yield ""
    if catalog.passed_over:
        yield "## Passed over"
        yield ""
        yield "Their names hold more than letters, so that discovery doesn't match them:"
        yield f"{', '.join(f'`{name}`' for name in catalog.passed_over)}."
        yield ""


def _component(one: Described) -> Iterator[str]:
    yield f"### `{one.key}`"
    yield ""
    for paragraph in (one.summary, one.description):
        if paragraph:
            yield literals_as_markdown(paragraph)
            yield ""
    version = f" {one.version}" if one.version else ""
    yield f"From `{one.distribution}`{version}: `{one.target}`, found by {one.found_by.replace('-', ' ')}."
    yield ""
    yield from _usage(one)
    if one.options:
        yield "| option | type | default | |"
        yield "|---|---|---|---|"
        yield from (_option(option) for option in one.options)
        yield ""
    stated = [
        f"{name} {', '.join(f'`{flag}`' for flag in one.flags(name))}" for name in SETS if one.flags(name)
    ]
    stated += [f"**{name}**" for name in BOOLEANS if one.metadata.get(name) is True]
    if stated:
        yield f"Flags: {'; '.join(stated)}."
        yield ""


def _usage(one: Described) -> Iterator[str]:
    """Yield how a workflow names it, with the options that it must give."""
    needed = [option.name for option in one.options if option.required and option.by_name]
    yield "```yaml"
    if one.kind == "extension":
        yield "application:"
        yield "  extensions:"
        yield f"    {_scalar(one.key)}:" if needed else f"    {_scalar(one.key)}: null"
        yield from (f"      {name}: ..." for name in needed)
    else:
        yield f"{BY_NAME[one.kind].folder}:"
        yield f"  - type: {_scalar(one.key)}"
        yield from (f"    {name}: ..." for name in needed)
    yield "```"
    yield ""


def _scalar(text: str) -> str:
    """Return text as YAML takes it for text: ``no`` needs quotes."""
    import yaml

    written: str = yaml.safe_dump(text, allow_unicode=True, width=10_000)
    return written.removesuffix("...\n").strip()


def _option(option: Option) -> str:
    default = "required" if option.required else f"`{_cell(option.default or '')}`" if option.default else ""
    kind = f"`{_cell(option.type)}`" if option.type else ""
    return f"| `{option.name}` | {kind} | {default} | {_cell(literals_as_markdown(option.description))} |"


def _namespaces(catalog: Catalog) -> Iterator[str]:
    yield "## Other namespaces"
    yield ""
    yield "Entry points of the namespaces that the extensions above name as theirs."
    yield ""
    for name, entries in catalog.namespaces.items():
        users = [one.key for one in catalog.components if name in one.flags("extensions")]
        yield f"### `{name}`"
        yield ""
        yield f"Used by {', '.join(f'`{user}`' for user in users)}."
        yield ""
        if not entries:
            yield "Nothing is registered there."
        for entry in entries:
            yield f"- `{entry.name}`: `{entry.target}`, of `{entry.distribution}`"
        yield ""


def _cell(text: str) -> str:
    """Return text as a cell of a table can hold it."""
    return " ".join(text.split()).replace("|", "\\|")
