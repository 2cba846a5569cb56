"""Another name for a class: everywhere that is sure, or nowhere."""

# ruff: noqa: E501 - a table reads best with a row a line

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pushcart_extensions.edits.python.class_rename import ModuleText, rename_class
from pushcart_extensions.errors import EditError

MODULE = "from x import Base\n\n\nclass Orders(Base):  # Orders\n    pass\n"


def renamed(modules: dict[str, str]) -> dict[str, str]:
    """Rename ``Orders`` of ``pkg.orders``; names that end in a dot are packages."""
    texts = {name.rstrip("."): ModuleText(text, name.endswith(".")) for name, text in modules.items()}
    return dict(rename_class(texts, "pkg.orders", "Orders", "OrdersSource").texts)


USES = [
    ("a use and a comment", "pkg.orders", MODULE + "x = Orders() # Orders\n", MODULE.replace("Orders(", "OrdersSource(") + "x = OrdersSource() # Orders\n"),
    ("a decorated class, after ümläuts", "pkg.orders", "x = 'ü'; y = 'ä'\n@d('ß')\nclass  Orders: pass\n", "x = 'ü'; y = 'ä'\n@d('ß')\nclass  OrdersSource: pass\n"),
    ("an import", "pkg.", "from pkg.orders import Orders\n__all__ = ['Orders']\n", "from pkg.orders import OrdersSource\n__all__ = ['OrdersSource']\n"),
    ("a relative import under another name", "pkg.", "from .orders import Orders as O\nO()\n", "from .orders import OrdersSource as O\nO()\n"),
    ("through the module", "pkg.other", "import pkg.orders as o\no.Orders\n", "import pkg.orders as o\no.OrdersSource\n"),
    ("through the dotted module", "pkg.other", "import pkg.orders\npkg.orders.Orders\n", "import pkg.orders\npkg.orders.OrdersSource\n"),
    ("through a module imported from its package", "pkg.other", "from pkg import orders\norders.Orders\n", "from pkg import orders\norders.OrdersSource\n"),
    ("a star import", "pkg.", "from .orders import *\n__all__ = ('Orders',)\n", "from .orders import *\n__all__ = ('OrdersSource',)\n"),
    ("an annotation in quotes", "pkg.", "from .orders import Orders\nx: 'list[Orders] | MyOrders'\n", "from .orders import OrdersSource\nx: 'list[OrdersSource] | MyOrders'\n"),
    ("a test", "tests.t", "from pkg.orders import Orders\nassert Orders()\n", "from pkg.orders import OrdersSource\nassert OrdersSource()\n"),
    ("a class of that name elsewhere", "pkg.other", "class Orders: pass\nOrders()\n", "class Orders: pass\nOrders()\n"),
    ("an annotation of that name elsewhere", "pkg.other", "x: 'Orders'\n", "x: 'Orders'\n"),
    ("a class of that name in another module", "pkg.other", "import shop\nshop.Orders\n__all__ = ['Orders']\n", "import shop\nshop.Orders\n__all__ = ['Orders']\n"),
    ("an import of that name from elsewhere", "pkg.other", "from shop import Orders\nOrders()\n", "from shop import Orders\nOrders()\n"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "before", "after"), [use[1:] for use in USES], ids=[use[0] for use in USES])
def test_what_names_the_class_follows(name: str, before: str, after: str) -> None:
    modules = {"pkg.orders": MODULE, name: before}
    assert renamed(modules).get(name.rstrip("."), before) == after


def test_the_modules_that_have_the_class_are_told() -> None:
    texts = {
        "pkg": ModuleText("from pkg.sources import Orders\n", is_package=True),
        "pkg.sources": ModuleText("from .orders import Orders\n", is_package=True),
        "pkg.sources.orders": ModuleText(MODULE),
        "pkg.other": ModuleText("from .sources.orders import Orders as O\n"),
    }
    renamed = rename_class(texts, "pkg.sources.orders", "Orders", "OrdersSource")
    assert renamed.carriers == {"pkg", "pkg.sources", "pkg.sources.orders"}


@pytest.mark.parametrize(
    "more",
    [
        "Orders = 1\n",
        "def f(Orders): pass\n",
        "def f():\n    global Orders\n",
        "try:\n    pass\nexcept E as Orders:\n    pass\n",
        "getattr(m, 'Orders')\n",
        "__all__ = ['Base']\nNAME = 'Orders'\n",
        "__all__ = ['Ord' 'ers']\n",
        "from shop import Orders\n",
        "x.Orders\n",
        "OrdersSource = 2\n",
        "from y import OrdersSource\n",
        "x._Orders__y\n",
        "class\n",
    ],
)
def test_what_is_not_sure_is_refused(more: str) -> None:
    with pytest.raises(EditError):
        renamed({"pkg.orders": MODULE + more})


def test_a_name_in_other_letters_that_python_takes_for_the_same_is_refused() -> None:
    with pytest.raises(EditError, match="the definition of Orders is written in an odd way"):
        renamed({"pkg.orders": "class \N{FULLWIDTH LATIN CAPITAL LETTER O}rders: pass  # Orders\n"})


USE = st.sampled_from(
    [
        "x = Orders()  # Orders, Orders",
        "def f(a: Orders, b: 'Orders | None' = None) -> 'list[Orders]':\n    return [Orders.make(a), 'no Orders here']",
        "class More(Orders):\n    'Orders, and more'",
        "MyOrders = {Orders: f'{Orders} ü'}",
        "if isinstance(None, Orders): pass",
        "[Orders for _ in ()]; Orders",
        "@Orders.register\ndef ö(): ...",
        "",
    ]
)
IMPORT = st.sampled_from(
    [
        "from .orders import Orders",
        "from pkg.orders import Orders, Base  # Orders",
        "from pkg.orders import (\n    Base as B,\n    Orders,  # it\n)",
        "from pkg.orders import *",
    ]
)


@given(st.lists(USE, max_size=4), IMPORT, st.lists(USE, max_size=4), st.sampled_from(["\n", "\r\n"]))
def test_a_rename_there_and_back_gives_every_byte_again(
    own: list[str], imported: str, others: list[str], newline: str
) -> None:
    texts = {
        "pkg": "\n".join([imported, "__all__ = ('Orders',)", *others, ""]).replace("\n", newline),
        "pkg.orders": (MODULE + "\n".join([*own, ""])).replace("\n", newline),
    }
    there = {name: ModuleText(text, name == "pkg") for name, text in texts.items()}
    renamed = rename_class(there, "pkg.orders", "Orders", "SalesSource").texts
    for name, text in renamed.items():
        used = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)]
        assert not [node for node in used if node.id == "Orders"], name
    back = {name: ModuleText(renamed[name], name == "pkg") for name in texts}
    assert dict(rename_class(back, "pkg.orders", "SalesSource", "Orders").texts) == texts
