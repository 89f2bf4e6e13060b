"""Bundles: many letters in one file for the printer."""
