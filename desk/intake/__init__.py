"""A report taken at the desk, and drafts of it."""
