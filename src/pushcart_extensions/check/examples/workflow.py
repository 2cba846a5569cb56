"""Examples of the rules about workflow files."""

from __future__ import annotations

from pushcart_extensions.check.examples.base import AUDIT
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

_ALWAYS = """\
class AuditExtension:
    provides = {"audit_extension"}
    always = True

    def before(self, stage):
        print(stage)
"""

EXAMPLES = {
    "PCE801": Example(
        invalid=(Change(_FILE, "", _VALID.replace("rows:\n", "row:\n").replace("console", "consol")),),
        valid=(Change(_FILE, "", _VALID),),
        imported=True,
        target=_FILE,
        blamed=".",
    ),
    "PCE802": Example(
        invalid=(
            Change(_FILE, "", _VALID),
            Change(AUDIT, "", f'TOKEN = open("/etc/shop/token").read()\n\n\n{_ALWAYS}'),
        ),
        valid=(Change(_FILE, "", _VALID), Change(AUDIT, "", _ALWAYS)),
        imported=True,
        target=_FILE,
        blamed=".",
        installed=True,
    ),
}
