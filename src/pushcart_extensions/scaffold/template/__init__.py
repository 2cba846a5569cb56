"""The template: its versions, its questions, the names that it writes, and how it is rendered."""
