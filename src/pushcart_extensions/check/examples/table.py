"""Every example by the code of its rule."""

from __future__ import annotations

from collections.abc import Mapping

from pushcart_extensions.check.examples import (
    collisions,
    differences,
    entry_points,
    exports,
    hosting,
    hygiene,
    imports,
    metadata,
    names,
    own,
    packaging,
    stages,
    wheel,
    wheel_metadata,
    workflow,
)
from pushcart_extensions.check.examples.model import Example

EXAMPLES: Mapping[str, Example] = {
    **own.EXAMPLES,
    **packaging.EXAMPLES,
    **collisions.EXAMPLES,
    **entry_points.EXAMPLES,
    **names.EXAMPLES,
    **exports.EXAMPLES,
    **stages.EXAMPLES,
    **metadata.EXAMPLES,
    **hosting.EXAMPLES,
    **imports.EXAMPLES,
    **differences.EXAMPLES,
    **hygiene.EXAMPLES,
    **wheel.EXAMPLES,
    **wheel_metadata.EXAMPLES,
    **workflow.EXAMPLES,
}
"""Every rule has one, but for the one that stands for a rule that crashed: no package raises that."""
