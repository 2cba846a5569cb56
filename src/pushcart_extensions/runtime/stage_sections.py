"""The sections of a workflow that list stages, one for each kind."""

from __future__ import annotations

from collections.abc import Mapping

from pushcart_extensions.contract.kinds import STAGE_KINDS, Kind
from pushcart_extensions.contract.names import normalize_key
from pushcart_extensions.contract.suggestions import closest
from pushcart_extensions.errors import PushcartError, WorkflowProblem
from pushcart_extensions.errors.wording import class_path
from pushcart_extensions.runtime import discovery
from pushcart_extensions.runtime.construction import why_abstract
from pushcart_extensions.runtime.entries import Entry
from pushcart_extensions.runtime.option_checks import option_problems
from pushcart_extensions.runtime.spelling import spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from pushcart_extensions.runtime.document import Document, Path
    from pushcart_extensions.runtime.entries import Watch


def read_stages(
    document: Document, data: Mapping[object, object], watch: Watch
) -> Iterator[Entry | WorkflowProblem]:
    """Yield the stages that a workflow names, in the order of the file, and all that is wrong with them.

    Args:
        document: The workflow.
        data: Its sections by name.
        watch: Is told each stage before it is loaded.
    """
    for kind in STAGE_KINDS:
        section = data.get(kind.folder)
        if section is None:
            continue
        if not isinstance(section, (list, tuple)):
            message = "a list of stages belongs here; put a dash before each"
            yield document.problem((kind.folder,), message)
            continue
        for index, item in enumerate(section):
            yield from _read_stage(document, kind, item, (kind.folder, index), watch)


def _read_stage(
    document: Document, kind: Kind, item: object, path: Path, watch: Watch
) -> Iterator[Entry | WorkflowProblem]:
    options: Mapping[object, object] = {}
    key, key_path = item, path
    if isinstance(item, Mapping):
        if "type" not in item:
            yield document.problem(path, f"a {kind.name} needs a type: {_missing_type_hint(kind, item)}")
            return
        options = {name: value for name, value in item.items() if name != "type"}
        key, key_path = item["type"], (*path, "type")
    if not isinstance(key, str):
        quotes = "; put it in quotes if it is one" if isinstance(key, (bool, int, float)) else ""
        message = f"{spelled(key)} stands where the key of a {kind.name} belongs{quotes}"
        yield document.problem(key_path, message, at_value=True)
        return
    if "${" in key:
        message = f"a type is written out; ${{NAME}} can stand in the options of a {kind.name} only"
        yield document.problem(key_path, message, at_value=True)
        return
    try:
        watch(kind.name, key)
        cls: type = discovery.GETTERS[kind](key)
    except PushcartError as error:
        yield document.problem(key_path, str(error), at_value=True)
        return
    abstract = why_abstract(cls)
    if abstract:
        yield document.problem(key_path, f"{class_path(cls)} can't be used: {abstract}", at_value=True)
        return
    problems = [
        document.problem((*path, *inside), message) for inside, message in option_problems(cls, options)
    ]
    yield from problems
    if not problems:
        # What isn't text was a problem above.
        named = {str(name): value for name, value in options.items()}
        yield Entry(kind=kind.name, key=key, cls=cls, options=named, document=document, path=path)


def _missing_type_hint(kind: Kind, item: Mapping[object, object]) -> str:
    names = [name for name in item if isinstance(name, str)]
    close = closest("type", names, cutoff=0.7)
    if close:
        return f"perhaps {close!r} should be 'type'"
    known = {stage.key for stage in discovery.list_stages() if stage.kind == kind.name}
    key = next((normalize_key(name) for name in names if normalize_key(name) in known), "...")
    return f"write 'type: {key}'"
