"""Steps that every law shares."""
