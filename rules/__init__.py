"""The law as pure functions: terms, the calendar, facts and the gate, using only the standard library."""
