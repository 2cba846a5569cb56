"""Extensions on their own, for a host that runs no workflow of ours."""

from __future__ import annotations

from pushcart_extensions.runtime.document import Document
from pushcart_extensions.runtime.planning import make_plan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


def load_extensions(extensions: Mapping[str, object] | None) -> list[object]:
    """Return instances of the extensions that a configuration names, in order.

    The installed extensions that are ``always`` enabled are among them. The forms of the options
    are those of WebCore's "Extension Conventions and Best Practices".

    Args:
        extensions: What stands under ``application: extensions:``, from the name of an extension
            (a registered feature flag) to a list, a mapping, or None.

    Raises:
        WorkflowError: Everything that is wrong with it, found before anything is constructed.
        Exception: Whatever a constructor raises.
    """
    plan = make_plan(Document({"application": {"extensions": extensions}}))
    return [instance for _, instance in plan.constructed()]
