"""Decisions: the intention, the call, the second reader, and lateness."""
