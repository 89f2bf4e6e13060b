"""The effects a process has on the world, each safe to repeat."""
