"""Every version of the template that was released, frozen: `python tasks.py freeze` adds one."""
