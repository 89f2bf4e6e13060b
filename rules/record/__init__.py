"""What may stand on the record: who puts it there, when, what it must say, and where the case then stands."""
