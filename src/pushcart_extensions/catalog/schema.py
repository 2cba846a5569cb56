"""JSON Schema of workflow files, from what is installed.

With it an editor that has the YAML language server completes ``type:`` and the options of each
stage, and marks what ``load_workflow`` would refuse. Draft 7 is what that server knows best.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pushcart_extensions.contract.kinds import STAGE_KINDS, Kind

if TYPE_CHECKING:
    from pushcart_extensions.catalog.records import Catalog, Described

DRAFT = "http://json-schema.org/draft-07/schema#"


def workflow_schema(catalog: Catalog) -> dict[str, Any]:
    """Return the schema of a workflow file that may name what is installed and can be loaded."""
    definitions: dict[str, Any] = {}
    sections: dict[str, Any] = {}
    for kind in STAGE_KINDS:
        stages = [one for one in catalog.stages if one.kind == kind.name and _usable(one)]
        definitions |= {f"{kind.name}.{one.key}": _stage(one) for one in stages}
        definitions[kind.name] = _any_stage(kind, stages)
        sections[kind.folder] = {
            "description": f"The {kind.folder} of the workflow, in order.",
            "type": ["array", "null"],
            "items": _reference(kind.name),
        }
    extensions = [one for one in catalog.extensions if _usable(one)]
    definitions |= {f"extension.{flag}": _extension(one) for one in extensions for flag in one.names}
    sections["application"] = {
        "description": "What concerns the workflow as a whole.",
        "type": ["object", "null"],
        "additionalProperties": False,
        "properties": {
            "extensions": {
                "description": "Extensions by their feature flag, each with its options.",
                "type": ["object", "null"],
                "additionalProperties": False,
                "properties": {
                    flag: _reference(f"extension.{flag}") for one in extensions for flag in one.names
                },
            }
        },
    }
    return {
        "$schema": DRAFT,
        "title": "Pushcart workflow",
        "type": "object",
        "additionalProperties": False,
        "properties": sections,
        "definitions": definitions,
    }


def _reference(definition: str) -> dict[str, Any]:
    """Return a reference to a definition; the name of an entry point may hold what a JSON Pointer escapes."""
    from urllib.parse import quote

    return {"$ref": f"#/definitions/{quote(definition.replace('~', '~0').replace('/', '~1'), safe='~')}"}


def _any_stage(kind: Kind, stages: list[Described]) -> dict[str, Any]:
    """Return the schema of an item of a section: a bare type, or a mapping whose type decides the rest."""
    if not stages:
        # Draft 7 has neither an empty "allOf" nor an empty "enum".
        return {"description": f"No {kind.name} is installed.", "not": {}}
    bare = [one.key for one in stages if not _required(one)]
    return {
        "if": {"type": "string"},
        "then": {"enum": bare} if bare else False,
        "else": {
            "type": "object",
            "required": ["type"],
            "properties": {
                "type": {
                    "description": f"Which {kind.name}: its configuration key.",
                    "enum": [one.key for one in stages],
                }
            },
            "allOf": [
                {
                    "if": {"required": ["type"], "properties": {"type": {"const": one.key}}},
                    "then": _reference(f"{kind.name}.{one.key}"),
                }
                for one in stages
            ],
        },
    }


def _stage(one: Described) -> dict[str, Any]:
    mapping = _mapping(one)
    mapping["properties"] = {"type": {"const": one.key}, **mapping["properties"]}
    return {**_about(one), "type": "object", **mapping}


def _extension(one: Described) -> dict[str, Any]:
    """Return the schema of an extension's options: a mapping, a list, or nothing at all."""
    types = ["object", "array"] if _required(one) else ["object", "array", "null"]
    return {**_about(one), "type": types, **_mapping(one), **_list(one)}


def _about(one: Described) -> dict[str, Any]:
    text = "\n\n".join(part for part in (one.summary, one.description) if part)
    return {"title": f"{one.key}, of {one.distribution}", **({"description": text} if text else {})}


def _mapping(one: Described) -> dict[str, Any]:
    return {
        "properties": {option.name: option.schema for option in one.options if option.by_name},
        "required": [option.name for option in one.options if option.required and option.by_name],
        "additionalProperties": one.takes_any_option,
    }


def _list(one: Described) -> dict[str, Any]:
    places = [option for option in one.options if option.by_position]
    single = [option for option in places if not option.collects]
    collecting = [option for option in places if option.collects]
    rest: dict[str, Any] | bool = collecting[0].schema if collecting else False
    if not single:
        # An array of schemas with nothing in it is no schema in draft 7.
        return {"items": rest}
    return {
        "items": [option.schema for option in single],
        "additionalItems": rest,
        "minItems": sum(option.required for option in single),
    }


def _required(one: Described) -> bool:
    return any(option.required for option in one.options)


def _usable(one: Described) -> bool:
    """Tell whether a workflow may name it: it is alone with its name, and not ``never`` enabled."""
    return bool(one.names) and one.metadata.get("never") is not True
