"""The record of each case: what was done, by whom and when, stored so that it cannot be rewritten."""
