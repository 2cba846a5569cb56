"""Changes of files as data: computed from what is there, shown as a diff, applied whole or not at all."""
