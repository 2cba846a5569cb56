"""How much discovery does: what it reads of the disk, counted, since times would differ by machine."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from .site import Site

COUNT = """
events = []
sys.addaudithook(
    lambda name, given: events.append(str(given[0])) if name in ("open", "os.listdir", "os.scandir") else None
)
"""


def letters(number: int) -> str:
    """Return a number in letters, as the name of a package may hold it."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def fill(site: Site, packages: int, *, registered: bool) -> None:
    for number in range(packages):
        site.source(f"pushcart-n{letters(number)}", f"key_{letters(number)}", registered=registered)


def test_a_folder_that_the_import_system_has_just_listed_is_not_listed_again(site: Site) -> None:
    site.source("pushcart-a", "thing")
    code = f"import pushcart_a\n{COUNT}\nfrom pushcart_extensions import get_source\nget_source('thing')\n"
    events = site.ask(f"{code}\nimport json\nprint(json.dumps(events))")
    assert isinstance(events, list)
    assert str(site.folder) not in events
    assert [one for one in events if one.endswith(".txt") and one.startswith(str(site.folder))] == [
        str(site.folder / "pushcart_a-1.0.dist-info" / "entry_points.txt")
    ]


def test_what_is_installed_after_the_import_system_has_listed_a_folder_is_seen(site: Site) -> None:
    site.source("pushcart-a", "thing")
    late = Site(site.folder.parent / "late")
    late.source("pushcart-late", "late")
    code = f"""
    import json, os, pushcart_a
    for name in os.listdir({str(late.folder)!r}):
        os.rename(os.path.join({str(late.folder)!r}, name), os.path.join({str(site.folder)!r}, name))
    from pushcart_extensions import get_source
    print(json.dumps(get_source("late").__name__))
    """
    assert site.ask(code) == "LateSource"


def test_a_package_is_where_the_finders_say_it_is(tmp_path: Path) -> None:
    first, second, third = (Site(tmp_path / name) for name in ("first", "second", "third"))
    second.module("pushcart_plain/sources/x.py", "")
    third.module("pushcart_plain/sources/y.py", "")
    for site in (first, second):  # a namespace package
        (site.folder / "pushcart_spread" / "sources").mkdir(parents=True)
    first.module("pushcart_single.py", "")  # hides the package behind it
    second.module("pushcart_single/sources/x.py", "")
    (first.folder / "pushcart_later").mkdir()  # a package further down wins over a folder
    third.module("pushcart_later/sources/x.py", "")
    names = [f"pushcart_{name}" for name in ("plain", "spread", "single", "later", "missing")]
    code = f"""
    import json
    from pushcart_extensions.runtime import scanning
    places = scanning._listed_path()
    quick, slow = ([list(scanning._folders(name, each)) for name in {names!r}] for each in (places, []))
    print(json.dumps([len(places) > 3, quick, slow]))
    """
    answer = first.ask(code, "-S", path=[second.folder, third.folder])
    assert isinstance(answer, list)
    known, quick, slow = answer
    assert known
    assert quick == slow
    assert quick[0] == [str(second.folder / "pushcart_plain")]


ASKING = {
    "one of many": ("get_source('key_b')", True),
    "one of many, by scan": ("get_source('key_b')", False),
    "each by its key": ("[get_source(key) for key in keys]", True),
    "each by its key, by scan": ("[get_source(key) for key in keys]", False),
    "the list": ("list_stages()", True),
    "the list, by scan": ("list_stages()", False),
    "an unknown key": ("unknown()", False),
}


@pytest.mark.parametrize(("code", "registered"), ASKING.values(), ids=ASKING)
def test_the_work_grows_no_faster_than_the_number_of_packages(
    code: str, registered: bool, tmp_path: Path
) -> None:
    counts = []
    for packages in (10, 40):
        site = Site(tmp_path / str(packages))
        fill(site, packages, registered=registered)
        keys = [f"key_{letters(number)}" for number in range(packages)]
        header = f"""
        from pushcart_extensions import UnknownStageError, get_source, list_stages
        get_source("rows")
        keys = {keys!r}
        def unknown():
            try:
                get_source("nothing")
            except UnknownStageError:
                pass
        """
        # Asked for a built-in stage first, the process has imported what it needs of ours.
        answer = site.ask(
            f"{dedent(header)}{COUNT}\nfrom pushcart_extensions import clear_cache\nclear_cache()\n"
            f"events.clear()\n{code}\nimport json\nprint(json.dumps(len(events)))"
        )
        assert isinstance(answer, int)
        counts.append(answer)
    assert counts[1] <= 4 * counts[0] + 10, counts


@pytest.mark.parametrize("registered", [True, False])
def test_of_fifty_packages_one_is_imported(site: Site, registered: bool) -> None:
    fill(site, 50, registered=registered)
    code = """
    from pushcart_extensions import get_source, list_stages
    list_stages()
    get_source("key_bc")
    import json
    print(json.dumps(sorted(name for name in sys.modules if name.startswith("pushcart_n"))))
    """
    assert site.ask(code) == ["pushcart_nbc", "pushcart_nbc.sources", "pushcart_nbc.sources.key_bc"]
