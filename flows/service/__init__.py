"""The services that run for all cases: the letter run, the watch, the check, and recovery."""
