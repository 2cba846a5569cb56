"""Examples of the rules about workflow files."""

from __future__ import annotations

from pushcart_extensions.check.examples.model import Change, Example

_FILE = "workflow.yaml"
_VALID = """\
sources:
  - type: rows
    rows:
      - {id: 1}
destinations:
  - type: console
"""

EXAMPLES = {
    "PCE801": Example(
        invalid=(Change(_FILE, "", _VALID.replace("rows:\n", "row:\n").replace("console", "consol")),),
        valid=(Change(_FILE, "", _VALID),),
        imported=True,
        target=_FILE,
    ),
}
