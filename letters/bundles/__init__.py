"""Bundles: many letters in one file for the printer, and its answer about one."""
