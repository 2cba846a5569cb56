"""What a user answers to the template's questions: where answers come from, and what is right."""
