"""What a letter prints, taken from the record by name: one small function for each value."""
