"""The YAML of a workflow file, as a document that knows where each of its parts stands.

Safe loading only: no tag makes anything but data. YAML's own loader would take duplicate keys, and
a few lines of aliases can expand to more than fits in memory; both are errors here.
"""

from __future__ import annotations

import yaml

from pushcart_extensions.contract.kinds import STAGE_KINDS
from pushcart_extensions.errors import WorkflowError, WorkflowProblem
from pushcart_extensions.runtime.document import Document, dotted
from pushcart_extensions.runtime.spelling import key_text, spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pushcart_extensions.runtime.document import Path, Position

MAX_VALUES = 200_000
"""How many values a file may hold once its aliases are expanded: far more than anyone writes."""
MAX_LEVELS = 100
"""How deep they may be nested, likewise; Python's own limit would come later, in the middle of a run."""

_MERGE = "tag:yaml.org,2002:merge"
_PLAIN = ("tag:yaml.org,2002:map", "tag:yaml.org,2002:seq")


def parse(text: str | bytes, name: str) -> Document:
    """Return the document that a file's content holds.

    Args:
        text: YAML; bytes are UTF-8, or UTF-16 with a byte-order mark.
        name: The file, for messages.

    Raises:
        WorkflowError: It isn't YAML. What else is wrong with a part of it, a duplicate key, say, is
            among the document's faults, since the rest can be judged all the same.
    """
    try:
        loader = yaml.SafeLoader(text)
        node = loader.get_node() if loader.check_node() else None
        another = _next_mark(loader) if node is not None and loader.check_node() else None
    except yaml.MarkedYAMLError as error:
        raise WorkflowError([_syntax_problem(error, name)]) from None
    except yaml.reader.ReaderError as error:
        reason = f"isn't text: {error.reason} at position {error.position}"
        raise WorkflowError([WorkflowProblem("", reason, file=name)]) from None
    except RecursionError:
        raise WorkflowError([WorkflowProblem("", "is nested too deeply", file=name)]) from None
    if node is None or node.tag == "tag:yaml.org,2002:null":
        *most, last = (f"{kind.folder}:" for kind in STAGE_KINDS)
        message = f"holds no workflow; it needs {', '.join(most)} or {last}"
        raise WorkflowError([WorkflowProblem("", message, file=name, line=1, column=1)])
    faults = []
    if another is not None:
        faults.append(_at(another, "a second document starts here; a workflow file holds one", name))
    return _Reader(loader, name).read(node, faults)


class _Reader:
    """Turns the nodes of one file into data, and notes where each part stands."""

    def __init__(self, loader: yaml.SafeLoader, name: str) -> None:
        self._loader = loader
        self._name = name
        self._problems: dict[tuple[int, str], WorkflowProblem] = {}
        self._unread: set[str] = set()
        self._keys: dict[Path, Position] = {}
        self._values: dict[Path, Position] = {}

    def read(self, root: yaml.Node, faults: Sequence[WorkflowProblem]) -> Document:
        """Return the whole document; raise where its aliases are at fault."""
        problem = self._size_problem(root)
        if problem is not None:
            raise WorkflowError([problem])
        data = self._value(root, ())
        return Document(
            data,
            self._name,
            self._keys,
            self._values,
            faults=[*faults, *self._problems.values()],
            unread=self._unread,
        )

    def _value(self, node: yaml.Node, path: Path) -> object:
        self._values[path] = _position(node.start_mark)
        if isinstance(node, yaml.MappingNode) and node.tag in _PLAIN:
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode) and node.tag in _PLAIN:
            items = []
            for index, item in enumerate(node.value):
                self._keys[(*path, index)] = _position(item.start_mark)
                items.append(self._value(item, (*path, index)))
            return items
        return self._constructed(node, path)

    def _constructed(self, node: yaml.Node, path: Path) -> object:
        try:
            return self._loader.construct_object(node, deep=True)
        except yaml.constructor.ConstructorError as error:
            self._complain(node, path, f"{error.problem}; only plain values may stand in a workflow")
        except (ValueError, TypeError) as error:
            self._complain(node, path, f"{error}; put the value in quotes if text is meant")
        self._unread.add(dotted(path))
        return None

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[object, object]:
        data: dict[object, object] = {}
        # What is merged in gives way to what stands here, and later merges to earlier ones.
        for merged in reversed(list(self._merged(node, path))):
            data.update(self._mapping(merged, path))
        lines: dict[object, int] = {}
        for key_node, value_node in node.value:
            if key_node.tag == _MERGE:
                continue
            if not isinstance(key_node, yaml.ScalarNode):
                self._complain(key_node, path, "a list or mapping can't be a name")
                continue
            told = len(self._problems)
            key = self._constructed(key_node, path)
            if len(self._problems) > told:
                continue
            if key in lines:
                message = f"{spelled(key)} stands here twice, first in line {lines[key]}"
                self._complain(key_node, (*path, key_text(key)), message)
                self._look_through(value_node, (*path, key_text(key)))
                continue
            lines[key], _ = self._keys[(*path, key_text(key))] = _position(key_node.start_mark)
            data[key] = self._value(value_node, (*path, key_text(key)))
        return data

    def _look_through(self, node: yaml.Node, path: Path) -> None:
        """Find what is wrong with a part whose value doesn't count."""
        keys, values = self._keys, self._values
        self._keys, self._values = {}, {}
        self._value(node, path)
        self._keys, self._values = keys, values

    def _merged(self, node: yaml.MappingNode, path: Path) -> Iterator[yaml.MappingNode]:
        for key_node, value_node in node.value:
            if key_node.tag != _MERGE:
                continue
            many = value_node.value if isinstance(value_node, yaml.SequenceNode) else [value_node]
            for one in many:
                if isinstance(one, yaml.MappingNode):
                    yield one
                else:
                    self._complain(one, path, "<< merges a mapping, or a list of mappings")

    def _complain(self, node: yaml.Node, path: Path, message: str) -> None:
        # An alias leads to the same node more than once; its fault is one fault.
        problem = _at(node.start_mark, message, self._name, dotted(path))
        self._problems.setdefault((id(node), message), problem)

    def _size_problem(self, root: yaml.Node) -> WorkflowProblem | None:
        """Return a problem where aliases go round in a circle, expand to too much, or nest too deeply."""
        try:
            values, _ = _measured(root, {}, set())
        except _NoTreeError as error:
            return _at(error.node.start_mark, error.message, self._name)
        if values > MAX_VALUES:
            return _at(root.start_mark, f"its aliases expand to more than {MAX_VALUES:,} values", self._name)
        return None


class _NoTreeError(Exception):
    def __init__(self, node: yaml.Node, message: str) -> None:
        super().__init__(message)
        self.node = node
        self.message = message


def _measured(node: yaml.Node, known: dict[int, tuple[int, int]], around: set[int]) -> tuple[int, int]:
    """Return how many values a node holds and how many levels, its aliases expanded.

    Args:
        node: The node.
        known: What was measured before, by identity: without it, a bomb of aliases goes off here.
        around: The nodes that this one is part of.

    Raises:
        _NoTreeError: It is part of itself, or nested too deeply.
    """
    if id(node) in known:
        return known[id(node)]
    if id(node) in around:
        raise _NoTreeError(node, "an alias leads back to what it is part of")
    if len(around) == MAX_LEVELS:
        raise _NoTreeError(node, "is nested too deeply")
    around.add(id(node))
    values = levels = 1
    for child in _children(node):
        inside, below = _measured(child, known, around)
        values += inside
        levels = max(levels, below + 1)
    if levels > MAX_LEVELS:  # by aliases
        raise _NoTreeError(node, "is nested too deeply")
    around.discard(id(node))
    known[id(node)] = values, levels
    return values, levels


def _next_mark(loader: yaml.SafeLoader) -> yaml.Mark:
    event = loader.peek_event()  # type: ignore[no-untyped-call]
    mark: yaml.Mark = event.start_mark
    return mark


def _children(node: yaml.Node) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        for pair in node.value:
            yield from pair
    elif isinstance(node, yaml.SequenceNode):
        yield from node.value


def _position(mark: yaml.Mark) -> Position:
    return mark.line + 1, mark.column + 1


def _at(mark: yaml.Mark, message: str, name: str, part: str = "") -> WorkflowProblem:
    line, column = _position(mark)
    return WorkflowProblem(part, message, file=name, line=line, column=column)


def _syntax_problem(error: yaml.MarkedYAMLError, name: str) -> WorkflowProblem:
    mark = error.problem_mark or error.context_mark
    message = f"isn't YAML: {', '.join(part for part in (error.context, error.problem) if part)}"
    return _at(mark, message, name) if mark else WorkflowProblem("", message, file=name)
