"""The law as plain functions: terms, the calendar, facts and the gate, on the standard library alone."""
