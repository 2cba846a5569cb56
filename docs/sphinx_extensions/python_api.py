"""What the reference of the Python API needs beside autodoc."""

from __future__ import annotations

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.domains.python import PyObject  # type: ignore[attr-defined] # exported without saying so
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import make_refnode


def resolve_short_name(
    app: Sphinx, env: BuildEnvironment, reference: pending_xref, content: nodes.TextElement
) -> nodes.reference | None:
    """Return a link to the one documented object whose last name is the one that is referred to.

    Annotations and ``Raises:`` name things as their module imports them, which is seldom how they are
    documented: ``WorkflowError`` for ``pushcart_extensions.WorkflowError``.

    Returns:
        The link; None where there isn't exactly one such object.
    """
    if reference.get("refdomain") != "py":
        return None
    name = reference["reftarget"].rpartition(".")[2]
    found = {
        full: entry
        for full, entry in env.domains.python_domain.objects.items()
        if full.rpartition(".")[2] == name and not entry.aliased and entry.objtype != "attribute"
    }
    if len(found) != 1:
        return None
    ((full, entry),) = found.items()
    page = reference.get("refdoc", "")
    return make_refnode(app.builder, page, entry.docname, entry.node_id, content, full)


def is_left_out(
    _app: Sphinx, _what: str, _name: str, value: object, _skip: object, _options: object
) -> bool | None:
    """Leave out the fields of named tuples, which their class's ``Attributes:`` describe.

    Returns:
        None where autodoc is to say.
    """
    return True if type(value).__name__ == "_tuplegetter" else None


def write_dashes(_app: Sphinx, tree: nodes.document) -> None:
    """Put dashes between parameters and what is said of them, where Sphinx has two hyphens."""
    for text in tree.findall(nodes.Text):
        if text == " -- ":
            text.parent.replace(text, nodes.Text(" – "))  # noqa: RUF001 - a dash is meant


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the hooks, and call attributes attributes."""
    for field in PyObject.doc_field_types:
        if field.name == "variable":
            field.label = "Attributes"
    app.connect("missing-reference", resolve_short_name)
    app.connect("autodoc-skip-member", is_left_out)
    app.connect("doctree-read", write_dashes)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
