"""The packages that stand for all that the template can make: everything at once and each kind alone."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from pushcart_extensions.contract.kinds import KINDS
from pushcart_extensions.scaffold import NewPackage, new
from pushcart_extensions.scaffold.answers.choices import BACKENDS
from pushcart_extensions.scaffold.template.flavours import FLAVOURS
from pushcart_extensions.scaffold.template.licenses import LICENSES

EVERYTHING: dict[str, Any] = {
    "sources": ["rest_api", "s3", "a10", "a2"],
    "transformations": ["clean"],
    "destinations": ["rest_api", "oauth2_v1"],
    "extensions": ["thing"],
}
IDENTITY: dict[str, Any] = {
    "author": 'Zoë O\'Brien "Bob" \\ {{ x }} %}',
    "email": "zoe@example.com",
    "description": 'It\'s a "package" with {{ braces }}, a \\ and an é 🚀',
    "url": "https://example.com/everything",
}
NAMES = {"everything": EVERYTHING, **{f"lone-{kind.name}": {} for kind in KINDS}}


class Sample(NamedTuple):
    """A package to make: everything at once or one kind alone, with a backend, a flavour and a licence."""

    name: str
    backend: str
    dataframe: str
    license: str

    def __str__(self) -> str:
        return "-".join(self)


def all_samples() -> list[Sample]:
    """Return every package with every backend and every flavour; the licences take turns."""
    return [
        Sample(name, backend, dataframe, LICENSES[number % len(LICENSES)])
        for number, (name, backend, dataframe) in enumerate(product(NAMES, BACKENDS, FLAVOURS))
    ]


def paired_samples() -> list[Sample]:
    """Return the fewest of them in which each package, backend and flavour meets each of the others."""
    order = {dataframe: place for place, dataframe in enumerate(FLAVOURS)}
    names, backends = list(NAMES), list(BACKENDS)
    return [
        sample
        for sample in all_samples()
        if order[sample.dataframe]
        == (names.index(sample.name) + backends.index(sample.backend)) % len(FLAVOURS)
    ]


def make_package(sample: Sample, folder: Path) -> NewPackage:
    """Write the package that a sample describes into a folder."""
    options: dict[str, Any] = {
        "backend": sample.backend,
        "dataframe": sample.dataframe,
        "license": sample.license,
    }
    return new(sample.name, **NAMES[sample.name], **IDENTITY, **options, output=folder)
