"""What one law alone puts on the record: a module for each, with its name."""
