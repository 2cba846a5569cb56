"""A workflow file, checked against installed stages that hang, crash and leave when they are imported."""

# ruff: noqa: E501 - a table reads best with a row a line

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from pushcart_extensions.check import Finding, PackageReport, check
from pushcart_extensions.check.probe.workflow import read_workflow
from pushcart_extensions.errors import InterpreterError, NothingCheckedError

STAGE = """\
from pushcart_extensions import SourceBase
{code}


class {name}Source(SourceBase):
    def __init__(self, *, limit=1): ...
    def get_increment(self): return []
"""


class Installed:
    """A folder on the path in which distributions are installed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def distribution(self, name: str, groups: Mapping[str, str], files: Mapping[str, str]) -> None:
        for path, text in files.items():
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / path).write_text(text)
        info = self.folder / f"{name.replace('-', '_')}-1.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        points = "".join(f"[{group}]\n{line}\n" for group, line in groups.items())
        (info / "entry_points.txt").write_text(points)

    def source(self, key: str, code: str = "", *, registered: bool = True) -> None:
        package, name = f"pushcart_{key}", f"{key.capitalize()}Source"
        groups = {"pushcart.sources": f"{key} = {package}.sources.{key}:{name}"} if registered else {}
        module = STAGE.format(code=code, name=key.capitalize())
        empty = dict.fromkeys((f"{package}/__init__.py", f"{package}/sources/__init__.py"), "")
        self.distribution(f"pushcart-{key}", groups, {**empty, f"{package}/sources/{key}.py": module})

    def extension(self, flag: str, code: str) -> None:
        package, name = f"pushcart_{flag}", flag.capitalize()
        text = f"{code}\n\n\nclass {name}:\n    provides = {{{flag!r}}}\n    always = True\n"
        groups = {"web.extension": f"{flag} = {package}.{flag}:{name}"}
        self.distribution(
            f"pushcart-{flag}", groups, {f"{package}/__init__.py": "", f"{package}/{flag}.py": text}
        )


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installed:
    """A folder on this process's path."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.setattr(sys, "path", [*sys.path, str(folder)])
    return Installed(folder)


def judged(folder: Path, text: str, **options: float | str) -> PackageReport:
    file = folder / "workflow.yaml"
    file.write_text(text)
    (report,) = check(file, **options).packages  # type: ignore[arg-type]  # each has its own type
    return report


def told(finding: Finding) -> tuple[str, int | None]:
    return finding.message, finding.place and finding.place.line


ENDS = [
    ("import os; os._exit(0)", "the import of source 'bad' left the interpreter with exit status 0."),
    ("exec('while True: pass')", "the import of source 'bad' was not done after 1 s, at {module}, line 2."),
    ("import time; time.sleep(60)", "the import of source 'bad' was not done after 1 s, at {module}, line 2."),
    ("raise KeyboardInterrupt", "the import of source 'bad' raises KeyboardInterrupt, at {module}, line 2."),
    ("import ctypes; ctypes.string_at(0)", "the import of source 'bad' was ended by SIGSEGV, at {module}, line 2."),
    ("import os, signal; os.killpg(0, signal.SIGKILL)", "the import of source 'bad' was ended by SIGKILL."),
    ("import os, signal, time; os.kill(os.getppid(), signal.SIGKILL); time.sleep(5)", "the import of source 'bad' was ended by SIGKILL."),
    ("import os; os.closerange(3, 64)", "the import of source 'bad' closed descriptors that it had not opened."),
    ("import builtins; builtins.isinstance = None", "the import of source 'bad' raises TypeError: 'NoneType' object is not callable."),
    ("raise SystemExit(0)", "can't be loaded: importing it fails: SystemExit: 0."),
    ("raise OSError('no licence')", "can't be loaded: importing it fails: OSError: no licence."),
]  # fmt: skip


@pytest.mark.parametrize(("code", "ended"), ENDS, ids=[code for code, _ in ENDS])
def test_a_stage_that_can_not_be_imported_is_told_with_its_line(
    installed: Installed, tmp_path: Path, code: str, ended: str
) -> None:
    installed.source("bad", code)
    installed.source("good")
    begun = time.monotonic()
    report = judged(
        tmp_path, "sources:\n  - good\n  - type: bad\n    limit: 2\n", timeout=1 if "1 s" in ended else 20
    )
    assert time.monotonic() - begun < 15
    (finding,) = report.findings
    message, line = told(finding)
    assert finding.code == "PCE801"
    assert message.endswith(ended.format(module=installed.folder / "pushcart_bad/sources/bad.py"))
    assert line == 3
    assert report.failed()
    assert report.stages == ()


def test_each_fault_of_a_file_is_told_though_some_end_the_interpreter(
    installed: Installed, tmp_path: Path
) -> None:
    installed.source("gone", "import os; os._exit(0)")
    installed.source("stuck", "exec('while True: pass')")
    installed.source("good")
    text = "sources:\n  - gone\n  - goood\n  - stuck\n  - type: good\n    limitt: 1\n  - gone\n"
    report = judged(tmp_path, text, timeout=1)
    assert [finding.place and finding.place.line for finding in report.findings] == [2, 3, 4, 6, 7]
    assert [bool(finding.hint) for finding in report.findings] == [True, False, True, False, True]


def test_what_stages_print_and_start_is_kept_from_the_report(
    installed: Installed, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    note = tmp_path / "pid"
    installed.source(
        "loud",
        "import subprocess; print('hello')\n"
        f"open({str(note)!r}, 'w').write(str(subprocess.Popen(['sleep', '600']).pid))",
    )
    report = judged(tmp_path, "sources: [loud]\n")
    assert report.findings == ()
    assert capfd.readouterr() == ("", "")
    assert not Path(f"/proc/{note.read_text()}/status").exists()


def test_a_stage_that_is_found_by_scan_is_said_to_be(installed: Installed, tmp_path: Path) -> None:
    installed.source("good")
    installed.source("plain", registered=False)
    report = judged(tmp_path, "sources: [good, plain]\n")
    assert [(stage.key, stage.found_by) for stage in report.stages] == [
        ("good", "entry-point"),
        ("plain", "scan"),
    ]


def test_variables_count_as_set_and_what_is_no_reference_is_told(
    installed: Installed, tmp_path: Path
) -> None:
    installed.source("good")
    text = "sources:\n  - type: good\n    limit: ${NOT_SET}\n  - type: good\n    limit: ${NO-NAME}\n"
    (finding,) = judged(tmp_path, text).findings
    assert "'${NO-NAME}' is no reference" in finding.message


def test_an_extension_in_every_workflow_that_ends_the_interpreter_is_the_files_fault(
    installed: Installed, tmp_path: Path
) -> None:
    installed.extension("guard", "import os; os._exit(0)")
    (finding,) = judged(tmp_path, "sources: [rows]\n").findings
    assert finding.code == "PCE801"
    assert told(finding) == ("the import of extension 'guard' left the interpreter with exit status 0.", None)


def test_an_extension_in_every_workflow_that_can_not_be_loaded_is_a_warning(
    installed: Installed, tmp_path: Path
) -> None:
    installed.extension("guard", "raise OSError('no licence')")
    report = judged(tmp_path, "sources: [rows]\n")
    (finding,) = report.findings
    assert finding.code == "PCE802"
    assert "no licence" in finding.message
    assert not report.failed()
    assert [stage.key for stage in report.stages] == ["rows"]


def test_a_class_that_ends_the_interpreter_when_it_is_looked_at_is_told(
    installed: Installed, tmp_path: Path
) -> None:
    code = "class Meta(type(SourceBase)):\n    def __getattribute__(cls, name):\n        if name == 'needs': import os; os._exit(0)\n        return super().__getattribute__(name)\nclass SourceBase(SourceBase, metaclass=Meta): ..."
    installed.source("bad", code)
    (finding,) = judged(tmp_path, "sources: [bad]\n").findings
    assert told(finding) == ("planning it left the interpreter with exit status 0.", None)


def test_the_stages_are_those_of_the_python_that_is_named(installed: Installed, tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True)
    (site,) = environment.glob("lib/python*/site-packages")
    Installed(site).source("there")
    installed.source("here")
    report = judged(tmp_path, "sources: [there, here]\n", python=str(environment))
    (finding,) = report.findings
    assert "no installed package has a source 'here'" in finding.message
    assert judged(tmp_path, "sources: [there]\n", python=str(environment)).stages[0].key == "there"


def test_a_python_that_can_not_import_checks_nothing(tmp_path: Path) -> None:
    with pytest.raises(NothingCheckedError, match="could not import its stages"):
        judged(tmp_path, "sources: [rows]\n", python="false")
    with pytest.raises(InterpreterError):
        judged(tmp_path, "sources: [rows]\n", python="no-such-python")


def test_a_file_that_can_not_be_read_as_yaml_is_told_with_its_line(tmp_path: Path) -> None:
    (finding,) = judged(tmp_path, "sources:\n  - {\n").findings
    assert finding.place
    assert finding.place.line == 3
    assert "isn't YAML" in finding.message


def test_a_python_that_can_not_be_started_checks_nothing(tmp_path: Path) -> None:
    program = tmp_path / "python"
    program.write_text("no program")
    program.chmod(0o755)
    with pytest.raises(NothingCheckedError, match="python could not be started: Exec format error"):
        judged(tmp_path, "sources: [rows]\n", python=str(program))


def test_without_a_temporary_folder_nothing_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with pytest.raises(NothingCheckedError, match="no temporary folder can be made: No such file"):
        judged(tmp_path, "sources: [rows]\n")


def test_a_file_that_went_before_it_was_read_is_told(tmp_path: Path) -> None:
    (problem,) = read_workflow(str(tmp_path / "gone.yaml"), sys.executable, 5).problems
    assert problem.message == "can't be read: No such file or directory"


def test_warnings_of_others_are_not_the_files_fault(installed: Installed, tmp_path: Path) -> None:
    installed.source("old", "import warnings; warnings.warn('soon', UserWarning)")
    report = judged(tmp_path, "sources: [old]\n")
    assert (report.findings, [stage.key for stage in report.stages]) == ((), ["old"])
