"""An example of each rule: what it accuses, and what it doesn't.

The same few lines are shown by ``--explain``, stand on the rules' pages, and are run by a test.
Nothing here is imported by a check.
"""
