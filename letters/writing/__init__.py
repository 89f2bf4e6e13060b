"""Turns a template and values into a written letter."""
