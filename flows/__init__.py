"""The processes, step by step in the order of the law."""
