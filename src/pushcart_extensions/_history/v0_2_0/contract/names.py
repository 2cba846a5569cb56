"""Every naming rule: distributions, import packages, keys, classes, flags.

The rules come from Pushcart's extension document ("Developing an Extension",
"Extension Discovery"); distribution names are compared under PEP 503. Discovery
imports this module on its hot path, so it does without ``re``.
"""

from __future__ import annotations

from pushcart_extensions._history.v0_2_0.contract.kinds import KINDS, SOURCE, Kind

PREFIX = "pushcart"
LITERAL_PATTERN = r"pushcart(?:_?-?[a-z]+)*"
"""The pattern as Pushcart's document prints it. Exponential under a full match."""
LINEAR_PATTERN = r"pushcart[a-z]*(?:(?:_-?|-)[a-z]+)*"
"""The same language without the ambiguity; ``is_extension_name`` decides it without ``re``."""

MAX_NAME_LENGTH = 100
RESERVED = frozenset({"pushcart", "pushcart-extensions"})
"""Normalised names of the host and of this distribution."""
_SEPARATORS = str.maketrans("_.", "--")


def normalize(name: str) -> str:
    """Return a distribution's name as PEP 503 compares it: lower case, runs of ``-_.`` as one ``-``."""
    name = name.lower().translate(_SEPARATORS)
    while "--" in name:
        name = name.replace("--", "-")
    return name


def is_extension_name(name: str) -> bool:
    """Tell whether ``name`` as a whole matches Pushcart's pattern, in linear time.

    Args:
        name: A distribution's name; callers normalise it first.
    """
    if not name.startswith(PREFIX):
        return False
    rest = name[len(PREFIX) :].replace("_-", "-").replace("_", "-")
    return not rest or (rest[-1] != "-" and "--" not in rest and _is_letters(rest.replace("-", "")))


def is_extension_distribution(name: str) -> bool:
    """Tell whether discovery considers a distribution of this name, however it is spelled."""
    return is_extension_name(normalize(name))


def import_package(distribution: str) -> str:
    """Return the import package of a distribution: ``pushcart-rest-api`` → ``pushcart_rest_api``."""
    return normalize(distribution).replace("-", "_")


def is_key(key: str) -> bool:
    """Tell whether ``key`` can be a stage's module name and configuration key.

    The form is ``[a-z][a-z0-9]*(_[a-z0-9]+)*``, and no keyword of Python; soft keywords are fine.
    """
    import keyword  # discovery, which imports this module, does without

    parts = key.split("_")
    return (
        key[:1].isalpha()
        and all(part.isascii() and part.isalnum() and part == part.lower() for part in parts)
        and not keyword.iskeyword(key)
    )


def normalize_key(text: str) -> str:
    """Return ``text`` as a key would spell it: stripped, lower case, ``_`` for dashes, dots and spaces.

    The result need not be a valid key; ask ``is_key``.
    """
    return normalize("-".join(text.split())).replace("-", "_")


def class_name(key: str, kind: Kind) -> str:
    """Return the class that must stand in the module ``key``: ``oauth2_v1`` → ``Oauth2V1Source``."""
    return "".join(part[:1].upper() + part[1:] for part in key.split("_")) + kind.suffix


def default_flag(key: str, kind: Kind) -> str:
    """Return the feature flag of a component: its class name in snake case, ``rest_api_source``."""
    return f"{key}_{kind.name}"


def module_name(package: str, key: str, kind: Kind) -> str:
    """Return the dotted name of a component's module: ``pushcart_rest_api.sources.rest_api``."""
    return f"{package}.{kind.folder}.{key}"


def infer_component(distribution: str) -> tuple[Kind, str]:
    """Return the kind and key that a package's name alone stands for.

    A name that ends in a kind (``pushcart-my-source``) gives that kind with the rest as key;
    any other gives a source with the whole name as key.

    Args:
        distribution: A normalised name, ``pushcart-`` included.
    """
    stem = distribution.removeprefix(f"{PREFIX}-")
    for kind in KINDS:
        if stem.endswith(f"-{kind.name}"):
            return kind, stem.removesuffix(f"-{kind.name}").replace("-", "_")
    return SOURCE, stem.replace("-", "_")


def distribution_name(text: str) -> str:
    """Return the normalised distribution name that a user means by ``text``.

    White space around is stripped and ``pushcart-`` put in front unless it is there. The
    result need not be acceptable; ask ``name_problem``.
    """
    name = normalize(text.strip())
    return name if name == PREFIX or name.startswith(f"{PREFIX}-") else f"{PREFIX}-{name}"


def name_problem(text: str) -> str | None:
    """Say why ``text`` can't name a new extension package, or None where it can.

    Args:
        text: The name as typed, with or without ``pushcart-``.

    Returns:
        A clause that completes "the name … ", such as "is empty".
    """
    name = distribution_name(text)
    stem = name.removeprefix(f"{PREFIX}-")
    checks = (
        (not text.strip(), "is empty"),
        (len(text.strip()) > MAX_NAME_LENGTH, f"is longer than {MAX_NAME_LENGTH} characters"),
        (name in RESERVED, "belongs to Pushcart itself"),
        ("/" in text or "\\" in text, "holds a path separator; give the folder with --output"),
        (any(character.isdigit() for character in stem), "holds digits, which discovery doesn't match"),
        (
            not all(_is_letters(part) for part in stem.split("-") if part),
            "may hold ASCII letters and dashes only",
        ),
        (not all(stem.split("-")), "starts or ends with a separator"),
        (stem in {kind.name for kind in KINDS}, "is a kind and nothing more"),
    )
    return next((problem for failed, problem in checks if failed), None)


def nearest_name(text: str) -> str | None:
    """Return an acceptable name close to ``text``, without ``pushcart-``; None where nothing is left."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", text.strip()).encode("ascii", "ignore").decode()
    letters = "".join(c if c.isalpha() else "-" for c in plain if not c.isdigit())
    stem = normalize(letters)[:MAX_NAME_LENGTH].strip("-").removeprefix(f"{PREFIX}-")
    # A bare kind, or a name that belongs to Pushcart, is good behind a word of one's own.
    return next((name for name in (stem, f"my-{stem}") if stem and name_problem(name) is None), None)


def _is_letters(part: str) -> bool:
    return part.isascii() and part.isalpha() and part.islower()
