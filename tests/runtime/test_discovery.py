"""Which stages are installed, and the class behind a key."""

from __future__ import annotations

import copy
import pickle
import threading

import pytest

from pushcart_extensions import (
    SourceBase,
    Stage,
    UnknownStageError,
    clear_cache,
    find_stage,
    get_destination,
    get_source,
    list_stages,
)
from pushcart_extensions.contract.kinds import STAGE_KINDS
from pushcart_extensions.runtime.discovery import GETTERS

from .site import Site, stage


def keys(found_by: str | None = None) -> list[tuple[str, str]]:
    return [(one.kind, one.key) for one in list_stages() if found_by in (None, one.found_by)]


def test_the_built_in_stages_are_found_by_entry_point() -> None:
    assert get_source("rows").__name__ == "RowsSource"
    assert get_destination("console").__name__ == "ConsoleDestination"
    assert find_stage("source", "rows").distribution == "pushcart-extensions"


def test_an_entry_point_answers_with_the_facts_and_without_an_import(site: Site) -> None:
    site.source("pushcart-rest", "rest_api", text="raise RuntimeError")
    found = find_stage("source", "rest_api")
    assert found == Stage(
        kind="source",
        key="rest_api",
        distribution="pushcart-rest",
        module="pushcart_rest.sources.rest_api",
        class_name="RestApiSource",
        found_by="entry-point",
    )


@pytest.mark.parametrize(
    ("kind", "get", "folder"),
    [(kind.name, GETTERS[kind], kind.folder) for kind in STAGE_KINDS],
)
def test_a_stage_without_an_entry_point_is_found_by_its_file(
    site: Site, kind: str, get: object, folder: str
) -> None:
    site.module(f"pushcart_a/{folder}/thing.py", stage("ThingStage", kind))
    site.metadata("pushcart-a")
    assert callable(get)
    assert get("thing").__name__ == "ThingStage"
    assert find_stage(kind, "thing").found_by == "scan"
    assert find_stage(kind, "thing").class_name == "ThingStage"
    assert (kind, "thing") in keys("scan")


def test_only_the_module_of_the_key_is_imported(site: Site) -> None:
    for letter in "abc":
        site.source(f"pushcart-{letter}", f"key_{letter}")
        site.source(f"pushcart-x{letter}", f"scan_{letter}", registered=False)
    code = """
    import json
    from pushcart_extensions import get_source, list_stages
    list_stages()
    listed = [name for name in sys.modules if name.startswith("pushcart_") and "extensions" not in name]
    get_source("key_b"), get_source("scan_b")
    print(json.dumps([listed, sorted(
        name for name in sys.modules if name.startswith("pushcart_") and "extensions" not in name
    )]))
    """
    assert site.ask(code) == [[], _LOADED]


_LOADED = [
    "pushcart_b",
    "pushcart_b.sources",
    "pushcart_b.sources.key_b",
    "pushcart_xb",
    "pushcart_xb.sources",
    "pushcart_xb.sources.scan_b",
]


def test_the_hot_path_imports_nothing_heavy(site: Site) -> None:
    site.source("pushcart-a", "here")
    code = """
    from pushcart_extensions import get_source
    get_source("here")
    heavy = ["re", "typing", "dataclasses", "inspect", "pkgutil", "logging", "pathlib", "functools", "json",
             "importlib.metadata", "yaml", "collections", "pushcart_extensions.errors", "importlib"]
    present = [name for name in heavy if name in sys.modules]
    import json
    print(json.dumps(present))
    """
    assert site.ask(code, "-S") == []


def test_results_are_cached_until_the_cache_is_cleared(site: Site) -> None:
    with pytest.raises(UnknownStageError):
        get_source("late")
    site.source("pushcart-late", "late")
    with pytest.raises(UnknownStageError):
        get_source("late")
    clear_cache()
    assert get_source("late") is get_source("late")
    assert get_source.cache_info().hits >= 1


def test_many_threads_get_one_class(site: Site) -> None:
    site.source("pushcart-slow", "slow", text="import time; time.sleep(0.05)\n" + stage("SlowSource"))
    barrier = threading.Barrier(8)
    found: list[type[SourceBase[object]]] = []

    def ask() -> None:
        barrier.wait()
        found.append(get_source("slow"))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1


def test_listing_is_sorted_and_the_union_of_both_ways(site: Site) -> None:
    site.source("pushcart-b", "zeta")
    site.source("pushcart-a", "alpha", registered=False)
    site.module("pushcart_a/sources/_private.py", stage("PrivateSource"))
    site.module("pushcart_a/sources/http.py", "def fetch(): ...\n\nclass Response:\n    pass\n")
    assert keys() == [
        ("source", "alpha"),
        ("source", "rows"),
        ("source", "zeta"),
        ("destination", "console"),
    ]


def test_a_key_that_an_entry_point_answers_is_not_scanned_for(site: Site) -> None:
    site.source("pushcart-a", "twice")
    site.source("pushcart-b", "twice", registered=False)
    assert get_source("twice").__module__ == "pushcart_a.sources.twice"
    assert [one.distribution for one in list_stages() if one.key == "twice"] == ["pushcart-a"]


def test_one_key_in_two_kinds_is_two_stages(site: Site) -> None:
    site.source("pushcart-a", "both")
    site.module("pushcart_b/destinations/both.py", stage("BothDestination", "destination"))
    site.metadata("pushcart-b")
    assert get_source("both").__name__ == "BothSource"
    assert get_destination("both").__name__ == "BothDestination"


def test_an_unknown_key_names_what_is_near(site: Site) -> None:
    site.source("pushcart-a", "rest_api")
    site.metadata("pushcart-s3", {"pushcart.sources": {"s3": "pushcart_s3.sources.s3:S3Source"}})
    with pytest.raises(UnknownStageError) as caught:
        get_source("rest_apy")
    error = caught.value
    assert (error.kind, error.key, error.close) == ("source", "rest_apy", ("rest_api",))
    assert error.installed == ("rest_api", "rows")
    assert error.near_misses == ("pushcart-s3",)
    for word in ("rest_apy", "'rest_api'", "rows", "pushcart-s3"):
        assert word in str(error)


def test_a_key_of_another_kind_is_mentioned() -> None:
    with pytest.raises(UnknownStageError, match="there is a destination of that name"):
        get_source("console")


@pytest.mark.parametrize("key", ["", "../x", "a.b", "a b", "_x", "x\0y", "é" * 300])
def test_a_hopeless_key_is_unknown(site: Site, key: str) -> None:
    site.source("pushcart-a", "good", registered=False)
    with pytest.raises(UnknownStageError):
        get_source(key)


def test_a_kind_that_has_no_stages_is_refused() -> None:
    with pytest.raises(ValueError, match="'extension' is no kind of stage"):
        find_stage("extension", "rows")


def test_a_module_outside_the_folders_is_found_when_its_key_is_asked_for(site: Site) -> None:
    site.module("pushcart_a/deep/down/odd.py", stage("OddSource"))
    site.metadata("pushcart-a")
    assert get_source("odd").__name__ == "OddSource"
    assert ("source", "odd") not in keys()
    with pytest.raises(UnknownStageError):
        get_destination("odd")


def test_other_kinds_folders_are_not_looked_into(site: Site) -> None:
    site.module("pushcart_a/destinations/odd.py", "raise RuntimeError('imported')\n")
    site.metadata("pushcart-a")
    with pytest.raises(UnknownStageError):
        get_source("odd")


def test_our_own_modules_are_not_scanned() -> None:
    with pytest.raises(UnknownStageError):
        get_source("bases")


def test_a_candidate_without_a_stage_is_passed_over(site: Site) -> None:
    site.module("pushcart/sources/thing.py", "VALUE = 1\n")
    site.metadata("pushcart")
    site.source("pushcart-a", "thing", registered=False)
    assert get_source("thing").__module__ == "pushcart_a.sources.thing"


def test_the_class_named_by_convention_is_taken_of_several(site: Site) -> None:
    text = (
        stage("OtherSource")
        + "\nclass ThingSource(OtherSource):\n    pass\n\nclass MoreSource(OtherSource): ...\n"
    )
    site.source("pushcart-a", "thing", registered=False, text=text)
    assert get_source("thing").__name__ == "ThingSource"


def test_the_most_derived_class_is_taken_where_one_builds_on_the_other(site: Site) -> None:
    text = stage("Http") + "\nclass Final(Http):\n    pass\n\nAlias = Final\n\nclass _Private(Http): ...\n"
    site.source("pushcart-a", "thing", registered=False, text=text)
    assert get_source("thing").__name__ == "Final"


def test_a_stage_may_be_a_sub_package(site: Site) -> None:
    site.module("pushcart_a/sources/big/impl.py", stage("BigSource"))
    site.module("pushcart_a/sources/big/__init__.py", "from pushcart_a.sources.big.impl import BigSource\n")
    site.metadata("pushcart-a")
    assert get_source("big").__name__ == "BigSource"
    assert ("source", "big") in keys("scan")


def test_a_record_is_frozen_hashable_and_survives_a_copy() -> None:
    record = find_stage("source", "rows")
    with pytest.raises(AttributeError, match="frozen"):
        record.key = "other"
    with pytest.raises(AttributeError, match="frozen"):
        del record.key
    assert pickle.loads(pickle.dumps(record)) == copy.deepcopy(record) == record  # noqa: S301 - our own
    assert len({record, copy.copy(record)}) == 1
    assert record != find_stage("destination", "console")
    assert record.load() is get_source("rows")


def test_a_module_of_the_package_may_ask_discovery_while_it_is_imported(site: Site) -> None:
    text = "from pushcart_extensions import get_source\nROWS = get_source('rows')\n" + stage("NestedSource")
    site.source("pushcart-a", "nested", text=text)
    assert get_source("nested").__name__ == "NestedSource"


def test_each_of_many_keys_leads_to_its_own_class(site: Site) -> None:
    keys = [f"key_{letter}" for letter in "abcdefghijklmnopqrst"]
    for key in keys:
        site.source(f"pushcart-{key.replace('_', '-')}", key)
    for _ in range(2):
        assert [get_source(key).__module__.rpartition(".")[2] for key in keys] == keys
        # One key within another, and one that no file names.
        for unknown in ("key", "ey_a", "pushcart_key_a", "[pushcart.sources]"):
            with pytest.raises(UnknownStageError):
                get_source(unknown)
        clear_cache()
