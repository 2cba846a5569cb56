"""Examples of the rules about what an import does and leaves."""

from __future__ import annotations

from pushcart_extensions.check.examples.base import PACKAGE
from pushcart_extensions.check.examples.imports import at_import

EXAMPLES = {
    "PCE611": at_import('import subprocess\n\nPROXY = subprocess.Popen(["sleep", "60"])'),
    "PCE612": at_import('print("the shop is open")'),
    "PCE613": at_import("import threading\n\nthreading.Timer(60, int).start()"),
    "PCE614": at_import("import atexit\n\natexit.register(print)"),
    "PCE615": at_import('open(__file__ + ".log", "w").close()'),
    "PCE618": at_import("import builtins\n\nbuiltins.print = lambda *words: None"),
    "PCE616": at_import("import time\n\ntime.sleep(1.2)")._replace(blamed=PACKAGE),
}
