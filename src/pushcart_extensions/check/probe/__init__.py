"""The import, done by a child process that may hang, exit, crash, print or lie."""
