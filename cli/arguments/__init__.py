"""Answers on the command line, from text to values."""
