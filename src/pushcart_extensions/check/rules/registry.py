"""Every rule with its code, in one explicit table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from pushcart_extensions.check.evidence.components import Component
from pushcart_extensions.check.evidence.package import Imported, Package
from pushcart_extensions.check.findings import RULE_CRASHED, Fault, Severity
from pushcart_extensions.check.rules import (
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

if TYPE_CHECKING:  # what it brings is heavy, and few checks need it
    from pushcart_extensions.check.evidence.wheel import Packaged
    from pushcart_extensions.check.evidence.workflow import WorkflowFile

E = TypeVar("E")
HOME = "https://github.com/pushcart-extensions/pushcart-extensions"
"""The project's address."""
PAGES = f"{HOME}/blob/main/docs/rules"
"""Where each rule has its page."""


class Rule(NamedTuple, Generic[E]):
    """One convention.

    Attributes:
        code: ``PCE``, the family's digit, two more.
        name: What it is about, in a few words joined by dashes.
        severity: How much a finding of it weighs.
        faults: The function that judges one piece of evidence; its docstring explains the rule.
    """

    code: str
    name: str
    severity: Severity
    faults: Callable[[E], Iterator[Fault]]

    @property
    def url(self) -> str:
        """The address of its page."""
        return f"{PAGES}/{self.code}.md"


_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

PACKAGE_RULES: tuple[Rule[Package], ...] = (
    Rule("PCE002", "settings", _ERROR, own.wrong_settings),
    Rule("PCE101", "unreadable-metadata", _ERROR, packaging.unreadable_metadata),
    Rule("PCE102", "missing-name", _ERROR, packaging.missing_name),
    Rule("PCE103", "distribution-name", _ERROR, packaging.wrong_distribution_name),
    Rule("PCE104", "import-package", _ERROR, packaging.missing_import_package),
    Rule("PCE105", "runtime-dependency", _WARNING, packaging.missing_runtime_dependency),
    Rule("PCE106", "dynamic-metadata", _WARNING, packaging.metadata_only_the_backend_knows),
    Rule("PCE107", "no-component", _ERROR, packaging.nothing_to_discover),
    Rule("PCE108", "reserved-name", _ERROR, collisions.reserved_name),
    Rule("PCE111", "entry-point-syntax", _ERROR, entry_points.malformed),
    Rule("PCE112", "entry-point-group", _ERROR, entry_points.unknown_group),
    Rule("PCE113", "entry-point-target", _ERROR, entry_points.leading_nowhere),
    Rule("PCE114", "entry-point-kind", _ERROR, entry_points.of_another_kind),
    Rule("PCE201", "folder-name", _ERROR, names.misnamed_folder),
    Rule("PCE202", "module-name", _ERROR, names.misnamed_module),
    Rule("PCE206", "python-syntax", _ERROR, names.unparsable_module),
    Rule("PCE207", "shadowed-module", _ERROR, collisions.shadowed_module),
    Rule("PCE301", "missing-init", _ERROR, exports.missing_init),
    Rule("PCE302", "missing-all", _ERROR, exports.missing_all),
    Rule("PCE304", "export-unbound", _ERROR, exports.unbound_export),
    Rule("PCE401", "module-without-stage", _WARNING, stages.module_without_stage),
    Rule("PCE506", "flag-provided-twice", _ERROR, metadata.flag_provided_twice),
    Rule("PCE505", "flag-not-provided", _ERROR, metadata.flag_registered_not_provided),
    Rule("PCE303", "not-exported", _ERROR, exports.not_exported),
    Rule("PCE306", "unquoted-export", _ERROR, exports.unquoted_export),
    Rule("PCE305", "unreadable-all", _WARNING, exports.unreadable_all),
)
"""Rules over a whole package, in this order: of a component that one blames, those behind it say nothing."""

COMPONENT_RULES: tuple[Rule[Component], ...] = (
    Rule("PCE203", "class-name", _ERROR, names.misnamed_class),
    Rule("PCE204", "misplaced-module", _ERROR, names.misplaced_module),
    Rule("PCE205", "second-stage", _WARNING, names.second_stage_in_module),
    Rule("PCE115", "entry-point-missing", _WARNING, entry_points.missing),
    Rule("PCE116", "entry-point-name", _ERROR, entry_points.misnamed),
    Rule("PCE402", "base-class", _ERROR, stages.wrong_base_class),
    Rule("PCE403", "missing-method", _ERROR, stages.missing_method),
    Rule("PCE404", "method-signature", _ERROR, stages.uncallable_method),
    Rule("PCE405", "async-method", _ERROR, stages.async_method),
    Rule("PCE407", "generator-method", _ERROR, stages.generator_method),
    Rule("PCE406", "needs-configuration", _WARNING, stages.constructor_needs_configuration),
    Rule("PCE408", "unreachable-option", _ERROR, hosting.unreachable_option),
    Rule("PCE409", "state-method", _ERROR, hosting.uncallable_state_method),
    Rule("PCE410", "lone-state-method", _WARNING, hosting.lone_state_method),
    Rule("PCE411", "signal-method", _ERROR, hosting.uncallable_signal_method),
    Rule("PCE501", "metadata-type", _ERROR, metadata.wrong_type),
    Rule("PCE502", "metadata-contradiction", _ERROR, metadata.contradiction),
    Rule("PCE503", "metadata-collection", _WARNING, metadata.list_for_set),
    Rule("PCE504", "flag-not-registered", _ERROR, metadata.flag_not_registered),
    Rule("PCE507", "always-on-stage", _WARNING, metadata.always_on_stage),
    Rule("PCE508", "signal-name", _ERROR, hosting.wrong_signal),
    Rule("PCE509", "extension-without-flag", _ERROR, hosting.extension_without_flag),
    Rule("PCE510", "never-on-stage", _ERROR, hosting.never_on_stage),
)
"""Rules over one stage or extension."""

IMPORT_RULES: tuple[Rule[Imported], ...] = (
    Rule("PCE601", "import-failed", _ERROR, imports.import_failed),
    Rule("PCE602", "missing-requirement", _WARNING, imports.missing_requirement),
    Rule("PCE603", "import-hung", _ERROR, imports.import_hung),
    Rule("PCE604", "import-died", _ERROR, imports.import_died),
    Rule("PCE605", "not-discovered", _ERROR, imports.not_discovered),
    Rule("PCE606", "not-verified", _WARNING, imports.not_verified),
    Rule("PCE607", "class-not-in-source", _WARNING, differences.class_not_in_source),
    Rule("PCE608", "class-differs", _WARNING, differences.class_differs_from_source),
    Rule("PCE609", "exports-differ", _WARNING, differences.exports_differ_from_source),
    Rule("PCE610", "fails-after-siblings", _ERROR, imports.fails_after_siblings),
    Rule("PCE611", "process-at-import", _WARNING, hygiene.process_at_import),
    Rule("PCE612", "output-at-import", _WARNING, hygiene.output_at_import),
    Rule("PCE613", "thread-at-import", _WARNING, hygiene.thread_at_import),
    Rule("PCE614", "exit-hook-at-import", _WARNING, hygiene.exit_hook_at_import),
    Rule("PCE615", "file-written-at-import", _WARNING, hygiene.file_written_at_import),
    Rule("PCE618", "builtin-replaced", _WARNING, hygiene.builtin_replaced_at_import),
    Rule("PCE617", "key-taken", _WARNING, imports.key_taken),
    Rule("PCE616", "slow-import", Severity.INFO, hygiene.slow_import),
)
"""Rules over the import of a package."""

WHEEL_RULES: tuple[Rule[Packaged], ...] = (
    Rule("PCE701", "build-failed", _ERROR, wheel.build_failed),
    Rule("PCE702", "broken-wheel", _ERROR, wheel.broken_archive),
    Rule("PCE703", "wheel-record", _ERROR, wheel.false_record),
    Rule("PCE704", "package-not-packed", _ERROR, wheel.nothing_packaged),
    Rule("PCE705", "stage-not-packed", _ERROR, wheel.stage_not_packaged),
    Rule("PCE706", "init-not-packed", _ERROR, wheel.init_not_packaged),
    Rule("PCE707", "entry-points-differ", _ERROR, wheel_metadata.entry_points_differ),
    Rule("PCE708", "entry-point-not-packed", _ERROR, wheel_metadata.entry_point_not_packaged),
    Rule("PCE709", "typing-marker-not-packed", _WARNING, wheel.typing_marker_not_packaged),
    Rule("PCE710", "packed-by-mistake", _WARNING, wheel.packaged_by_mistake),
    Rule("PCE711", "wheel-name", _ERROR, wheel_metadata.other_name),
    Rule("PCE712", "wheel-dependency", _WARNING, wheel_metadata.other_dependencies),
    Rule("PCE713", "requires-python", Severity.INFO, wheel_metadata.no_python_stated),
    Rule("PCE714", "module-not-packed", _ERROR, wheel.module_not_packaged),
    Rule("PCE715", "build-not-tried", _WARNING, wheel.build_not_tried),
)
"""Rules over a built wheel."""


WORKFLOW_RULES: tuple[Rule[WorkflowFile], ...] = (
    Rule("PCE801", "unsound-workflow", _ERROR, workflow.unsound_workflow),
    Rule("PCE802", "extension-left-out", _WARNING, workflow.extension_left_out),
)
"""Rules over a workflow file."""

CRASHED: Rule[object] = Rule(RULE_CRASHED, "rule-crashed", _ERROR, own.crashed)
"""What stands for a rule that raised; the command exits 2 then."""

UNUSED_SUPPRESSION: Rule[object] = Rule("PCE003", "unused-suppression", _WARNING, own.unused_suppression)
"""What stands for a ``# noqa`` that did nothing; told when all findings are known."""

RULES: tuple[Rule[Any], ...] = (
    CRASHED,
    UNUSED_SUPPRESSION,
    *PACKAGE_RULES,
    *COMPONENT_RULES,
    *IMPORT_RULES,
    *WHEEL_RULES,
    *WORKFLOW_RULES,
)
"""Every rule."""

ALWAYS = frozenset({RULE_CRASHED, "PCE002"})
"""What no choice of rules leaves out: that the check, or that choice, went wrong."""

UNVERIFIED = frozenset({"PCE106", "PCE602", "PCE606", "PCE715"})
"""What says that something could not be judged: no fault found is not the same as none there, then."""

BLOCKING = frozenset({"PCE101", "PCE206", "PCE702"})
"""What keeps other rules from judging a file; choosing those doesn't leave it out, ignoring it does."""
