"""What an import shows of modules that were not packed, told apart from what is wrong with the code."""

from __future__ import annotations

from pushcart_extensions.check.evidence.import_report import Failure, ImportReport, Loaded
from pushcart_extensions.check.evidence.source_tree import SourceTree
from pushcart_extensions.check.evidence.wheel import Wheel


def without_consequences(
    report: ImportReport, tree: SourceTree, wheel: Wheel
) -> tuple[ImportReport, tuple[str, ...]]:
    """Take out of a report what follows from modules that the tree has and the wheel hasn't.

    Args:
        report: The import of the unpacked wheel.
        tree: The source that the wheel was built from.
        wheel: The wheel.

    Returns:
        The report, and the modules that something of the package asked for in vain.
    """
    missing = tuple(name for name in tree.modules if not wheel.has_module(name))
    loaded = (*report.stages.values(), *report.targets.values())
    failures = [
        report.package,
        *(one.failure for one in loaded),
        *(one for one in report.extensions.values() if isinstance(one, Failure)),
    ]
    missed = tuple(dict.fromkeys(name for one in failures if (name := _asked_for(one, missing))))
    # Of a package that can't be imported at all, whatever else fails says nothing more.
    everything = _asked_for(report.package, missing) is not None

    def follows(failure: Failure | None) -> bool:
        return failure is not None and (everything or _asked_for(failure, missing) is not None)

    def freed(one: Loaded) -> Loaded:
        return one._replace(failure=None) if follows(one.failure) else one

    return (
        report._replace(
            package=None if follows(report.package) else report.package,
            stages={about: freed(one) for about, one in report.stages.items()},
            targets={about: freed(one) for about, one in report.targets.items()},
            extensions={
                name: one
                for name, one in report.extensions.items()
                if not (isinstance(one, Failure) and follows(one))
            },
            exports={name: one for name, one in report.exports.items() if name not in missing},
        ),
        missed,
    )


def _asked_for(failure: Failure | None, missing: tuple[str, ...]) -> str | None:
    """Return the missing module that a failure is about; None where it is about something else."""
    return next((name for name in missing if failure and name in failure.modules), None)
