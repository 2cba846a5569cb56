"""What happened in a run, stage by stage, and how long it took."""

from __future__ import annotations

from dataclasses import dataclass, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Status = Literal["ok", "failed", "not run"]


@dataclass
class StageResult:
    """What one stage of a workflow did.

    Attributes:
        kind: Its kind.
        key: Its key, the ``type`` of the workflow.
        place: Where the workflow names it.
        status: ``ok``, ``failed`` or ``not run``.
        calls: How often its required method returned.
        seconds: The time spent in its methods, ``open`` and ``close`` included.
        failed_in: The method that raised, None where none did.
    """

    kind: str
    key: str
    place: str
    status: Status = "not run"
    calls: int = 0
    seconds: float = 0.0
    failed_in: str | None = None

    @property
    def label(self) -> str:
        """The stage as messages call it, ``source 'rest_api'``."""
        return f"{self.kind} {self.key!r}"


@dataclass
class WorkflowResult:
    """What one run of a workflow did.

    Attributes:
        stages: One result per stage, in the order in which data pass through them.
        status: ``ok``, ``failed`` or ``not run``.
        seconds: The time of the whole run.
        warnings: What may surprise about the workflow, each a clause.
        error: Class and message of the error that ended it, values of the environment as the references
            to them; None where none did.
    """

    stages: list[StageResult] = field(default_factory=list)
    status: Status = "not run"
    seconds: float = 0.0
    warnings: tuple[str, ...] = ()
    error: str | None = None

    @property
    def failed(self) -> StageResult | None:
        """The stage whose error ended the run; None where none failed."""
        return next((stage for stage in self.stages if stage.status == "failed"), None)

    def as_dict(self) -> dict[str, object]:
        """Return the result as ``pushcart-run --json`` prints it."""
        return {
            "version": 1,
            "status": self.status,
            "seconds": round(self.seconds, 6),
            "warnings": list(self.warnings),
            "error": self.error,
            "stages": [
                {
                    "kind": stage.kind,
                    "type": stage.key,
                    "place": stage.place,
                    "status": stage.status,
                    "calls": stage.calls,
                    "seconds": round(stage.seconds, 6),
                    "failed_in": stage.failed_in,
                }
                for stage in self.stages
            ],
        }
