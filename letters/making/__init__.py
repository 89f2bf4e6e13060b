"""Turns a written letter into a PDF, a web page, plain text or a word-processor file."""
