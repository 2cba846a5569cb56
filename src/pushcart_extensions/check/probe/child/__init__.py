"""The child process that imports one package, asks discovery for each stage, and keeps a journal.

Its start-up is most of what a check costs, so its modules import as little as they can; and they
hold every function that they need before any code of the package runs, which may replace it.
"""
