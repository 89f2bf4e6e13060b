"""The lists of cases and the page of one case."""
