"""The daily watch: warnings, moved deadlines, and an alarm when the watch itself did not run."""
