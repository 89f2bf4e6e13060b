"""The sample municipality and its plays."""
