"""The keys of this installation, and what is sealed with them."""
