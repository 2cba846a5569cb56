"""A source that gives a page at a time and remembers which, and a destination that can be read afterwards."""

from __future__ import annotations

from .site import Site

SOURCE = '''
from pushcart_extensions import SourceBase

class Own(dict):
    def items(self):
        raise RuntimeError("asked")

class PagesSource(SourceBase[list]):
    """Gives the next of its pages at each run."""

    def __init__(self, name="pages", pages=3, *, returned="dict"):
        self.name, self.pages, self.returned, self.page = name, pages, returned, 0

    def set_state(self, state):
        self.page = state["page"]

    def get_state(self):
        odd = {"none": None, "odd": {1: 1}, "date": {"x": object()}}
        odd |= {"own": Own(x=1), "half": {"x": "\\ud800"}}
        return odd.get(self.returned, {"page": self.page})

    def get_increment(self):
        if self.page == self.pages:
            return []
        self.page += 1
        return [{"source": self.name, "page": self.page}]
'''

DESTINATION = '''
import os
from pushcart_extensions import DestinationBase

class LogDestination(DestinationBase[list]):
    """Appends a line for each row, which is on the disk when write returns."""

    def __init__(self, path, fail=False):
        self.path, self.fail = path, fail

    def write(self, data):
        if self.fail and data:
            raise ValueError("disk full")
        with open(self.path, "a") as file:
            for row in data:
                file.write("{source} {page}\\n".format(**row))
            file.flush()
            os.fsync(file.fileno())
'''


def install(site: Site) -> None:
    """Install both, found by scan."""
    site.module("pushcart_paging/sources/pages.py", SOURCE)
    site.module("pushcart_paging/destinations/log.py", DESTINATION)
    site.metadata("pushcart-paging")
