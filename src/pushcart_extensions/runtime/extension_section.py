"""The extensions of a workflow: those under ``application: extensions:``, and those always enabled."""

from __future__ import annotations

import warnings
from collections.abc import Mapping

from pushcart_extensions.contract.kinds import BY_NAME, EXTENSION
from pushcart_extensions.contract.suggestions import closest
from pushcart_extensions.errors import ExtensionWarning, PushcartError, WorkflowProblem
from pushcart_extensions.runtime.bases import StageBase
from pushcart_extensions.runtime.components import Component
from pushcart_extensions.runtime.entries import Entry
from pushcart_extensions.runtime.flags import Registration, feature_flags, known_flags
from pushcart_extensions.runtime.loading import load_target
from pushcart_extensions.runtime.option_checks import option_problems
from pushcart_extensions.runtime.spelling import key_text, spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from pushcart_extensions.runtime.construction import Options
    from pushcart_extensions.runtime.document import Document, Path
    from pushcart_extensions.runtime.entries import Watch


def read_extensions(
    document: Document, section: object, path: Path, watch: Watch
) -> Iterator[Entry | WorkflowProblem]:
    """Yield the extensions that a workflow names, and all that is wrong with them.

    Args:
        document: The workflow.
        section: What stands under ``extensions``: a mapping from feature flag to list, mapping or None.
        path: Where that is.
        watch: Is told each extension before it is loaded.
    """
    if section is None:
        return
    if not isinstance(section, Mapping):
        yield document.problem(path, "a mapping from an extension's name to its options belongs here")
        return
    for name, options in section.items():
        here = (*path, key_text(name))
        found = _registered(name)
        if isinstance(found, str):
            yield document.problem(here, found)
        else:
            yield from _read_extension(document, found, options, here, watch)


def always_enabled(
    document: Document, named: Sequence[Entry], asked: Collection[str], watch: Watch
) -> Iterator[Entry]:
    """Yield the installed extensions that ask to be enabled without being named.

    Only targets that stand in no stage's group are imported. One that can't be had is a warning:
    nobody asked for it, and the workflow may do without.

    Args:
        document: The workflow.
        named: The extensions that it names; they are left out.
        asked: Their names, and those of extensions that it names in vain.
        watch: Is told each extension before it is loaded.
    """
    # By identity: a metaclass may answer anything when it is asked for a hash.
    seen = {id(entry.cls) for entry in named}
    for flag, registrations in sorted(feature_flags().items()):
        for registration in registrations:
            if registration.stage is not None or flag in asked:
                continue
            try:
                watch(EXTENSION.name, flag)
                cls = load_target(registration)
            except PushcartError as error:
                _warn(f"an installed extension is left out: {error}")
                continue
            if id(cls) in seen or not _is_always(cls, registration):
                continue
            seen.add(id(cls))
            problems = [message for _, message in option_problems(cls, None)]
            if problems:
                _warn(f"{flag} of {registration.distribution} is left out: {'; '.join(problems)}")
            else:
                yield Entry(kind="extension", key=flag, cls=cls, options=None, document=document, path=())


def _is_always(cls: type, registration: Registration) -> bool:
    """Tell whether a class asks to be enabled without being named; whoever can't say so is left out."""
    known = Component(cls)
    if "always" in known.unreadable:
        why = known.unreadable["always"]
        owner = f"{registration.key} of {registration.distribution}"
        _warn(f"{owner} is left out: always can't be read: {why}")
        return False
    return known.is_set("always") and not known.is_set("never") and not issubclass(cls, StageBase)


def _registered(name: object) -> Registration | str:
    """Return the one registration of an extension's name, or what is wrong with that name."""
    if not isinstance(name, str):
        return f"{spelled(name)} can't be the name of an extension"
    found = feature_flags().get(name, ())
    targets = {(one.module, one.class_name): one for one in found}
    if len(targets) > 1:
        rivals = " and ".join(
            f"{one.distribution} ({one.module}:{one.class_name})" for one in targets.values()
        )
        return f"extension {name!r} is in {rivals}; uninstall one of them"
    if found:
        return found[0]
    extensions = [flag for flag in known_flags() if any(one.stage is None for one in feature_flags()[flag])]
    close = closest(name, extensions)
    hint = f"perhaps {close!r} is meant; " if close else ""
    installed = ", ".join(extensions) or "none"
    return f"no installed package registers an extension {name!r}; {hint}installed: {installed}"


def _read_extension(
    document: Document, registration: Registration, options: object, path: Path, watch: Watch
) -> Iterator[Entry | WorkflowProblem]:
    if registration.stage is not None:
        kind, key = registration.stage
        yield document.problem(path, _belongs(registration.key, kind, key))
        return
    try:
        watch(EXTENSION.name, registration.key)
        cls = load_target(registration)
    except PushcartError as error:
        yield document.problem(path, str(error))
        return
    if issubclass(cls, StageBase):
        kind = next(
            one.name for one in BY_NAME.values() if one.base in {base.__name__ for base in cls.__mro__}
        )
        yield document.problem(path, _belongs(registration.key, kind, registration.module.rpartition(".")[2]))
        return
    if options is not None and not isinstance(options, (list, tuple, Mapping)):
        yield document.problem(
            path, f"the options of an extension are a list or a mapping, and not {spelled(options)}"
        )
        return
    checked: Options = options
    problems = [
        document.problem((*path, *inside), message) for inside, message in option_problems(cls, options)
    ]
    yield from problems
    if not problems:
        yield Entry(
            kind="extension", key=registration.key, cls=cls, options=checked, document=document, path=path
        )


def _belongs(flag: str, kind: str, key: str) -> str:
    return f"{flag!r} is a {kind}; it belongs under {BY_NAME[kind].folder}: as 'type: {key}'"


def _warn(message: str) -> None:
    warnings.warn(message, ExtensionWarning, stacklevel=2)
