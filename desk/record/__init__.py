"""Viewing a case, its timeline, and recording a fact on it."""
