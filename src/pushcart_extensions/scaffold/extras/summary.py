"""What to tell of an extra of a host: what it is, and how it is installed."""

from __future__ import annotations

from pushcart_extensions.scaffold.extra import HostExtra


def told(done: HostExtra) -> str:
    """Return what became of an extra, and the command that installs it."""
    request, key = done.request, done.key
    name, file = request.extension.distribution, request.file
    if request.remove:
        if done.plan:
            return f"Took {name} out of the extras of {request.host} in {file}"
        return f"{name} is no extra of {request.host}; {file} stays as it is"
    if done.plan:
        said = f"Registered {name} as the extra {key} of {request.host} in {file}"
    else:
        said = f"{name} is the extra {key} of {request.host} already; {file} stays as it is"
    return f'{said}\n\n  python -m pip install "{request.host}[{key}]"'


def facts(done: HostExtra) -> dict[str, object]:
    """Return what became of an extra as plain data for JSON."""
    request = done.request
    return {
        "version": 1,
        "path": str(request.file),
        "host": request.host,
        "name": request.extension.distribution,
        "extra": done.key,
        "items": list(done.items),
        "changed": bool(done.plan),
        "written": done.written,
        "notices": list(done.notices),
    }
