"""The files that can state a package's metadata, and the edits that know their forms."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType
from typing import NamedTuple, Protocol

from pushcart_extensions.edits import dependencies, entry_points, setup_cfg

PYPROJECT, SETUP_CFG = "pyproject.toml", "setup.cfg"


class _AddEntryPoint(Protocol):
    def __call__(  # noqa: PLR0913 - an entry point, and what it goes before
        self,
        text: str,
        group: str,
        name: str,
        value: str,
        *,
        before: Collection[str] = (),
        before_groups: Collection[str] = (),
    ) -> str: ...


class MetadataEdits(NamedTuple):
    """The edits of one such file: from its text, and what is to change, to its new text."""

    stated_entry_points: Callable[[str], Mapping[str, Mapping[str, str]]]
    add_entry_point: _AddEntryPoint
    rename_entry_point: Callable[[str, str, str, str], str]
    retarget_entry_point: Callable[[str, str, str, str], str]
    remove_entry_point: Callable[[str, str, str], str]
    move_entry_point: Callable[[str, str, str, str, str], str]
    rename_group: Callable[[str, str, str], str]
    follow_class: Callable[[str, frozenset[str], str, str], str]
    add_dependency: Callable[[str, str, str], str]


METADATA_EDITS: Mapping[str, MetadataEdits] = MappingProxyType(
    {
        PYPROJECT: MetadataEdits(
            entry_points.stated_entry_points,
            entry_points.add_entry_point,
            entry_points.rename_entry_point,
            entry_points.retarget_entry_point,
            entry_points.remove_entry_point,
            entry_points.move_entry_point,
            entry_points.rename_group,
            entry_points.follow_class,
            dependencies.add_dependency,
        ),
        SETUP_CFG: MetadataEdits(
            setup_cfg.stated_entry_points,
            setup_cfg.add_entry_point,
            setup_cfg.rename_entry_point,
            setup_cfg.retarget_entry_point,
            setup_cfg.remove_entry_point,
            setup_cfg.move_entry_point,
            setup_cfg.rename_group,
            setup_cfg.follow_class,
            setup_cfg.add_dependency,
        ),
    }
)
"""The edits of each file, by its name."""
