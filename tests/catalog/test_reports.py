"""The catalog in its forms: documentation, graph, order."""

from __future__ import annotations

from pathlib import Path

import pytest

from pushcart_extensions.catalog import Catalog
from pushcart_extensions.catalog.markdown import markdown
from pushcart_extensions.catalog.mermaid import mermaid
from pushcart_extensions.catalog.order import order_of
from pushcart_extensions.catalog.rows import component_rows, plain_table

ORDERS = """\
### `orders`

Reads orders of a shop.

A page at a time.

From `pushcart-shop` 1.2: `pushcart_shop.sources.orders:OrdersSource`, found by entry point.

```yaml
sources:
  - type: orders
    url: ...
```

| option | type | default | |
|---|---|---|---|
| `url` | `str` | required | Where the shop answers. |
| `pages` | `int` | `10` |  |
| `columns` | `Sequence[str] \\| None` | `None` | Which \\| to read. |
"""


def test_the_documentation_of_a_stage(catalog: Catalog) -> None:
    assert ORDERS in markdown(catalog)


@pytest.mark.parametrize(
    "text",
    [
        "Flags: provides `orders_source`; uses `clock`, `nobody`.",
        "Flags: provides `clock`, `watch`; needs `power`; extensions `clock.engine`; **first**.",
        "### `clock.engine`\n\nUsed by `clock`.\n\n- `quartz`: `engines:Quartz`, of `engines`\n",
        "## Faults\n\n",
        "application:\n  extensions:\n    power:\n      volts: ...\n",
        "    clock: null\n",
        "`pushcart-s3`.",
    ],
)
def test_the_documentation_has_everything(catalog: Catalog, text: str) -> None:
    assert text in markdown(catalog)


@pytest.mark.parametrize(
    ("text", "as_text", "as_markdown"),
    [
        ("a ``b c`` and ``d``", "a b c and d", "a `b c` and `d`"),
        ("`a` and ```b``` and ``c", "`a` and ```b``` and ``c", "`a` and ```b``` and ``c"),
        ("``a`b``", "``a`b``", "``a`b``"),
    ],
)
def test_code_is_marked_as_the_form_has_it(
    catalog: Catalog, text: str, as_text: str, as_markdown: str
) -> None:
    stage = next(one for one in catalog.stages if one.key == "orders")
    options = tuple(one._replace(description=text) for one in stage.options)
    noted = catalog._replace(stages=(stage._replace(summary=text, description=text, options=options),))
    document = markdown(noted).splitlines()
    assert component_rows(noted)[0][-1] == as_text
    assert document.count(as_markdown) == 2
    assert sum(line.endswith(f"| {as_markdown} |") for line in document) >= len(options) > 0


@pytest.mark.parametrize(("key", "written"), [("no", "'no'"), ("null", "'null'"), ("rest_api", "rest_api")])
def test_a_key_is_written_as_yaml_takes_it_for_text(catalog: Catalog, key: str, written: str) -> None:
    renamed = {one.kind: one._replace(key=key) for one in catalog.components}
    text = markdown(catalog._replace(stages=(renamed["source"],), extensions=(renamed["extension"],)))
    assert f"  - type: {written}\n" in text
    assert f"    {written}:" in text


def test_a_namespace_without_entries_is_said_to_have_none(catalog: Catalog) -> None:
    text = markdown(catalog._replace(namespaces={"clock.engine": ()}))
    assert "### `clock.engine`\n\nUsed by `clock`.\n\nNothing is registered there.\n" in text


def test_the_graph_has_an_arrow_for_each_flag_that_is_asked_for(catalog: Catalog) -> None:
    lines = [line.strip() for line in mermaid(catalog).splitlines()]
    assert lines[0] == "flowchart LR"
    nodes = {
        line.split("<br/>")[0].partition('["')[2]: line.partition("[")[0] for line in lines if "<br/>" in line
    }
    orders, clock, power = nodes["source orders"], nodes["extension clock"], nodes["extension power"]
    assert f"{orders} -.->|uses| {clock}" in lines
    assert f"{clock} -->|needs| {power}" in lines
    assert 'f0(["nobody"])' in lines
    assert f"{orders} -.->|uses| f0" in lines


def test_the_order_and_its_reasons(catalog: Catalog) -> None:
    parts = [one for one in catalog.components if one.key in ("orders", "rows", "old", "power")]
    steps = [(step.component.key, step.position, step.reasons) for step in order_of(parts).steps]
    assert steps == [
        (
            "orders",
            1,
            ("uses 'clock', which nothing here provides", "uses 'nobody', which nothing here provides"),
        ),
        ("rows", 2, ()),
        ("power", 1, ("first: before all that are not", "always enabled")),
        ("old", None, ("never enabled",)),
    ]
    assert order_of(parts).problems == ()


def test_what_is_last_is_said_to_be(catalog: Catalog) -> None:
    (power,) = (one for one in catalog.extensions if one.key == "power")
    (step,) = order_of([power._replace(metadata={"last": True})]).steps
    assert step.reasons == ("last: after all that are not",)


def test_what_keeps_all_from_being_together_is_said(catalog: Catalog) -> None:
    (clock,) = (one for one in catalog.extensions if one.key == "clock")
    (problem,) = order_of([clock]).problems
    assert "needs 'power'" in problem
    ring = [
        clock._replace(key=key, target=f"m:{key}", metadata={"provides": [key], "needs": [other]})
        for key, other in (("a", "b"), ("b", "a"))
    ]
    assert order_of(ring).steps == ()
    assert "there is no order" in order_of(ring).problems[0]


def test_a_plain_table_is_aligned() -> None:
    assert plain_table(("a", "long"), [("xyz", "1"), ("", "2")]) == "a    long\nxyz  1\n     2"


def test_the_layer_prints_nothing() -> None:
    import pushcart_extensions.catalog

    for path in Path(pushcart_extensions.catalog.__file__).parent.glob("*.py"):
        assert "print(" not in path.read_text(encoding="utf-8")
