"""The commands of Maatwerk."""
