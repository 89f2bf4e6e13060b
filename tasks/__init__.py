"""The effects of a process on the outside world, each safe to repeat."""
