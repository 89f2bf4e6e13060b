"""What may go on the record, by whom, when and with which contents, and the state of the case that follows from it."""
