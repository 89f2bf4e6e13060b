"""From a written letter to a PDF, a web page, plain text or a word processor's file."""
