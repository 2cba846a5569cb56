"""Checks a workflow file by the stages that are installed."""

from __future__ import annotations

import sys
from pathlib import Path

from pushcart_extensions.check.choices import Choices
from pushcart_extensions.check.findings import PackageReport
from pushcart_extensions.check.judgement import apply_rule, in_order
from pushcart_extensions.check.rules.registry import WORKFLOW_RULES
from pushcart_extensions.errors import NothingCheckedError


def check_workflow(path: str, choices: Choices) -> PackageReport:
    """Check one workflow file by the stages that are installed where ``choices.python`` is, or here.

    Args:
        path: The file.
        choices: How it is to be checked.

    Raises:
        NothingCheckedError: Nothing may be imported, or no rule about workflows is asked for, or the
            Python that should import them can't.
        InterpreterError: The Python that was named is none.
    """
    from pushcart_extensions.check.probe.interpreter import choose_interpreter
    from pushcart_extensions.check.probe.workflow import read_workflow

    if choices.static:
        raise NothingCheckedError(path, "a workflow is held against the stages that are installed")
    rules = [rule for rule in WORKFLOW_RULES if choices.asks_for(rule.code)]
    if not rules:
        raise NothingCheckedError(path, "no rule is left")
    # What runs a workflow has no folder, so that no .venv speaks for it.
    interpreter = choose_interpreter(Path(path), choices.python) if choices.python else sys.executable
    workflow = read_workflow(path, interpreter, choices.seconds)
    if workflow.problems and WORKFLOW_RULES[0] not in rules:
        raise NothingCheckedError(path, "it can't be read or planned, and no rule that says why is asked for")
    findings = in_order(finding for rule in rules for finding in apply_rule(rule, workflow).findings)
    return PackageReport(path, None, workflow.stages, workflow.extensions, tuple(findings))
