"""A case opened to look at, its timeline, and putting a fact on it."""
