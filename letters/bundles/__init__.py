"""Many letters as one file for the printer."""
