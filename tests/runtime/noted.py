"""Stages and an extension that write down what is done with them."""

from __future__ import annotations

from .site import Site

STAGES = '''
from pushcart_extensions import SourceBase, TransformationBase, DestinationBase
from pushcart_log import LOG, act

class {kind}Stage({base}):
    """Writes down what is done with it."""

    {metadata}

    def __init__(self, name="{kind}", *, fail=(), exit=None, data=("row",)):
        self.name, self.fail, self.data = name, fail, data
        self.act("init")

    def act(self, what):
        LOG.append(self.name + " " + what)
        act(self.fail, what)

    def open(self):
        self.act("open")

    def close(self):
        self.act("close")

    def get_increment(self):
        self.act("get")
        return iter(self.data) if self.data == "once" else self.data

    def transform(self, data):
        self.act("transform")
        return data

    def write(self, data):
        self.act("write")
'''

LOG_MODULE = """
LOG = []

def act(fail, what):
    if what in fail:
        error = fail[what] if isinstance(fail, dict) else "ValueError"
        raise getattr(__builtins__, "get", lambda name: getattr(__builtins__, name))(error)(what)
"""

WATCH = """
from pushcart_log import LOG, act

class WatchExtension:
    provides = {"watch"}

    def __init__(self, *_choices, default=None, choices=None, fail=()):
        self.choices = _choices
        if choices:
            self.choices += tuple(choices)
        if not self.choices and default:
            self.choices = (default,)
        self.fail = fail

    def start(self, workflow):
        LOG.append("start")
        act(self.fail, "start")

    def stop(self, workflow):
        LOG.append("stop")
        act(self.fail, "stop")

    def before(self, stage):
        LOG.append("before " + stage.name)

    def after(self, stage):
        LOG.append("after " + stage.name)
"""


def install(site: Site) -> None:
    """Install one stage of each kind, early and late ones, and the extension."""
    (site.folder / "pushcart_log.py").write_text(LOG_MODULE)
    bases = {"source": "SourceBase", "transformation": "TransformationBase", "destination": "DestinationBase"}
    metadata = {"noted": "", "late": "last = True", "early": "first = True"}
    for kind, base in bases.items():
        for key, line in metadata.items():
            text = STAGES.format(kind=kind.capitalize(), base=base, metadata=line)
            site.module(f"pushcart_test/{kind}s/{key}.py", text)
    site.module("pushcart_test/extensions/watch.py", WATCH)
    flags = {"watch": "pushcart_test.extensions.watch:WatchExtension"}
    site.metadata("pushcart-test", {"web.extension": flags})


def noted(name: str, **options: object) -> dict[str, object]:
    return {"type": "noted", "name": name, **options}
