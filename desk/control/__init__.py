"""For leaders and keepers: terms, the check of the record, destruction, and who looked."""
