"""What is wrong with a workflow: all of it, with its place and the way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from pushcart_extensions import StageLoadError, WorkflowError, get_source, load_workflow
from pushcart_extensions.contract.kinds import STAGE_KINDS
from pushcart_extensions.runtime.workflows import plan_workflow

from .noted import noted
from .site import Site

SECTIONS = [kind.folder for kind in STAGE_KINDS]
WRONG: list[tuple[str, list[str]]] = [
    (
        "application:\n  extensions:\n    1:\n",
        ["w.yaml:3:5: application.extensions.1: 1 can't be the name of an extension"],
    ),
    ("sauces: []\n", ["w.yaml:1:1: sauces: there is no section 'sauces'; perhaps 'sources' is meant"]),
    (
        "x: 1\n",
        ["w.yaml:1:1: x: there is no section 'x'; valid: sources, "],
    ),
    (
        "- rows\n",
        ["w.yaml:1:1: a workflow is a mapping with "],
    ),
    (
        "rows\n",
        ["w.yaml:1:1: a workflow is a mapping with "],
    ),
    ("sources: rows\n", ["w.yaml:1:1: sources: a list of stages belongs here; put a dash before each"]),
    (
        "sources:\n  type: rows\n",
        ["w.yaml:1:1: sources: a list of stages belongs here; put a dash before each"],
    ),
    (
        "sources:\n  - notd\n",
        ["w.yaml:2:5: sources[0]: no installed package has a source 'notd'; perhaps 'noted'"],
    ),
    (
        "sources:\n  - NOTED\n",
        ["w.yaml:2:5: sources[0]: no installed package has a source 'NOTED'; perhaps 'noted'"],
    ),
    (
        "sources:\n  - type: notd\n    name: x\n",
        ["w.yaml:2:11: sources[0].type: no installed package has a source 'notd'"],
    ),
    (
        "destinations:\n  - rows\n",
        ["w.yaml:2:5: destinations[0]: no installed package has a destination 'rows'; there is a source"],
    ),
    ("sources:\n  - name: x\n", ["w.yaml:2:5: sources[0]: a source needs a type: write 'type: ...'"]),
    (
        "sources:\n  - noted: {name: x}\n",
        ["w.yaml:2:5: sources[0]: a source needs a type: write 'type: noted'"],
    ),
    (
        "sources:\n  - Type: noted\n",
        ["w.yaml:2:5: sources[0]: a source needs a type: perhaps 'Type' should be 'type'"],
    ),
    (
        "sources:\n  - type: no\n",
        ["w.yaml:2:11: sources[0].type: false stands where the key of a source belongs; put it in quotes"],
    ),
    (
        "sources:\n  - type: [noted]\n",
        ["w.yaml:2:11: sources[0].type: ['noted'] stands where the key of a source belongs"],
    ),
    (
        "sources:\n  - 3\n  - null\n",
        ["w.yaml:2:5: sources[0]: 3 stands where", "w.yaml:3:5: sources[1]: null stands where"],
    ),
    (
        "sources:\n  - type: noted\n    nam: x\n    data: 1\n    fial: []\n    zzz: 1\n",
        [
            (
                "w.yaml:3:5: sources[0].nam: there is no option 'nam'; perhaps 'name' is meant; "
                "valid: name, fail, exit, data"
            ),
            "w.yaml:5:5: sources[0].fial: there is no option 'fial'; perhaps 'fail' is meant",
            "w.yaml:6:5: sources[0].zzz: there is no option 'zzz'; valid: name, fail, exit, data",
        ],
    ),
    (
        "sources:\n  - type: noted\n    1: x\n",
        ["w.yaml:3:5: sources[0].1: 1 can't be an option; an option's name is text"],
    ),
    (
        "sources:\n  - broken\n  - notd\n",
        [
            "w.yaml:2:5: sources[0]: source 'broken' of pushcart-broken",
            "w.yaml:3:5: sources[1]: no installed",
        ],
    ),
    (
        "sources:\n  - needy\n  - type: needy\n    what: x\n",
        [
            "w.yaml:2:5: sources[0]: the option 'token' is required",
            "w.yaml:3:5: sources[1]: the option 'token' is required",
            "w.yaml:4:5: sources[1].what: there is no option 'what'",
        ],
    ),
    (
        "sources:\n  - hollow\n",
        [
            (
                "w.yaml:2:5: sources[0]: pushcart_broken.sources.hollow.HollowSource can't be used: "
                "it has no get_increment"
            )
        ],
    ),
    (
        "sources:\n  - type: noted\n    name: [a, '${NOPE}']\n",
        ["w.yaml:3:15: sources[0].name[1]: the environment has no NOPE"],
    ),
    ("application: []\n", ["w.yaml:1:1: application: a mapping that holds extensions: belongs here"]),
    (
        "application:\n  extension:\n",
        ["w.yaml:2:3: application.extension: there is no entry 'extension'; perhaps 'extensions' is meant"],
    ),
    (
        "application:\n  extensions: [watch]\n",
        ["w.yaml:2:3: application.extensions: a mapping from an extension"],
    ),
    (
        "application:\n  extensions:\n    wach:\n",
        [
            (
                "w.yaml:3:5: application.extensions.wach: no installed package registers an "
                "extension 'wach'; perhaps 'watch' is meant"
            )
        ],
    ),
    (
        "application:\n  extensions:\n    watch: text\n",
        [
            (
                "w.yaml:3:5: application.extensions.watch: the options of an extension are a "
                "list or a mapping, and not 'text'"
            )
        ],
    ),
    (
        "application:\n  extensions:\n    watch: {defalt: x}\n",
        [
            (
                "w.yaml:3:13: application.extensions.watch.defalt: there is no option 'defalt'; "
                "perhaps 'default' is meant"
            )
        ],
    ),
    (
        "application:\n  extensions:\n    noted_source:\n",
        [
            (
                "w.yaml:3:5: application.extensions.noted_source: 'noted_source' is a source; it "
                "belongs under sources: as 'type: noted'"
            )
        ],
    ),
    (
        "application:\n  extensions:\n    never:\n",
        ["w.yaml:3:5: application.extensions.never: pushcart_broken.never.Never is never to be enabled"],
    ),
    (
        "application:\n  extensions:\n    strict: [1, 2]\n",
        ["w.yaml:3:17: application.extensions.strict[1]: a list of 2 is given, and it takes at most 1"],
    ),
    (
        "sources:\n  - wants\n",
        [
            (
                "w.yaml:2:5: sources[0]: pushcart_broken.sources.wants.WantsSource needs "
                "'watch', and nothing here provides it; pushcart-test would"
            )
        ],
    ),
    (
        "sources:\n  - type: noted\n    type: rows\n",
        ["w.yaml:3:5: sources[0].type: 'type' stands here twice, first in line 2"],
    ),
    (
        "sources:\n  - type: notd\n    name: !mine x\n    name: y\nsauces: 1\nsources: []\n",
        [
            "w.yaml:2:11: sources[0].type: no installed package has a source 'notd'",
            "w.yaml:3:11: sources[0].name: could not determine a constructor",
            "w.yaml:4:5: sources[0].name: 'name' stands here twice, first in line 3",
            "w.yaml:5:1: sauces: there is no section 'sauces'",
            "w.yaml:6:1: sources: 'sources' stands here twice, first in line 1",
        ],
    ),
    (
        "sources:\n  - type: !mine x\n  - !mine y\n---\nx: 1\n",
        [
            "w.yaml:2:11: sources[0].type: could not determine a constructor",
            "w.yaml:3:5: sources[1]: could not determine a constructor",
            "w.yaml:4:1: a second document starts here",
        ],
    ),
    (
        "sources:\n  - ${NOPE}\n  - type: ${NOPE:-rows}\n",
        [
            "w.yaml:2:5: sources[0]: a type is written out",
            "w.yaml:3:11: sources[1].type: a type is written out",
        ],
    ),
    (
        "true\n",
        [f"w.yaml:1:1: a workflow is a mapping with {', '.join(SECTIONS)}, and not true"],
    ),
    ("null: 1\n", ["w.yaml:1:1: null: there is no section null; valid: sources"]),
]


@pytest.fixture
def broken(site: Site, log: list[str]) -> Site:
    """Stages and extensions with a fault each, beside those that write down what happens."""
    assert log == []
    site.source("pushcart-broken", "broken", text="raise RuntimeError('broken')")
    base = "from pushcart_extensions import SourceBase\n"
    body = "    def get_increment(self): ...\n"
    needy = f"{base}class NeedySource(SourceBase[int]):\n    def __init__(self, token): ...\n{body}"
    site.module("pushcart_broken/sources/needy.py", needy)
    site.module("pushcart_broken/sources/hollow.py", f"{base}class HollowSource(SourceBase[int]): ...\n")
    wants = f"{base}class WantsSource(SourceBase[int]):\n    needs = {{'watch'}}\n{body}"
    site.module("pushcart_broken/sources/wants.py", wants)
    site.module("pushcart_broken/never.py", "class Never:\n    never = True\n")
    site.module("pushcart_broken/strict.py", "class Strict:\n    def __init__(self, one=1): ...\n")
    flags = {
        "never": "pushcart_broken.never:Never",
        "strict": "pushcart_broken.strict:Strict",
        "noted_source": "pushcart_test.sources.noted:SourceStage",
    }
    site.metadata("pushcart-broken", {"web.extension": flags}, folder="pushcart_broken.more-2.dist-info")
    return site


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize(("text", "expected"), WRONG)
def test_everything_wrong_with_a_file_is_said_with_its_place(
    text: str, expected: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("w.yaml").write_text(text)
    with pytest.raises(WorkflowError) as caught:
        load_workflow("w.yaml", environment={})
    found = [str(problem) for problem in caught.value.problems]
    assert len(found) == len(expected), found
    for one, start in zip(found, expected, strict=True):
        assert one.startswith(start)
    assert str(caught.value) == "\n".join(found)


def test_nothing_is_constructed_while_anything_is_wrong(log: list[str]) -> None:
    with pytest.raises(WorkflowError):
        load_workflow({"sources": [noted("s"), "nowhere"]})
    assert log == []
    assert len(plan_workflow({"sources": [noted("s")]}).entries) == 1
    assert log == []


def test_a_broken_stage_is_told_of_by_discovery_in_the_same_words(broken: Site) -> None:
    assert broken.folder.exists()
    with pytest.raises(StageLoadError) as direct:
        get_source("broken")
    with pytest.raises(WorkflowError) as through:
        load_workflow({"sources": ["broken"]})
    assert str(direct.value) in str(through.value)
