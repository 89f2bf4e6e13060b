"""Reports taken at the desk, and drafts of them."""
