"""Deciding: the intention, the call, the second reader, and being late."""
