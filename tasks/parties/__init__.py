"""Who has a say in a case: who they are, who reads their letters, and when somebody counts as not reached."""
