"""What each form in which something is given says: its fields, their titles, and how a sum is worked out."""
