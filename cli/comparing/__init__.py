"""Rows of asked and given in a file, from text to values, so that a lawyer can try cases of his own."""
