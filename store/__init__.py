"""The record of a case: what was done, by whom and when, kept so that it cannot be rewritten."""
