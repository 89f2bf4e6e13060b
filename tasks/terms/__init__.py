"""The terms of one case: its deadlines, the cost of being late, and the effect of a change."""
