"""What was found, and the rules, in the forms that people and programs read."""
