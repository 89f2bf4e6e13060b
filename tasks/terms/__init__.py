"""The terms of one case: its last days, what lateness costs, and what a change would bring."""
