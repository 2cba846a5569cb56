"""What Pushcart and its extension packages agree on: kinds, names, metadata.

Pure: standard library only, no input or output. The runtime, the checker and
the template read every folder, suffix, group and naming rule from here.
"""
