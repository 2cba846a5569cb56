"""YAML as values: the template's questions, a package's record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def yaml_value(text: str | bytes) -> Any:
    """Return what a document of YAML says.

    Raises:
        yaml.YAMLError: It is no valid YAML.
        RecursionError: It is nested too deeply.
        ValueError: It is no text, or holds a value that there can't be, such as a thirteenth month.
    """
    import yaml

    # libyaml's loader makes the same of it in a tenth of the time, where there is one.
    load: Callable[..., Any] = yaml.load
    return load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
