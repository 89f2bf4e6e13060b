"""Steps that all processes share."""
