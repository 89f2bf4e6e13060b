"""What may be asked of a citizen to complete an application, one file for each course, and what may not be asked."""
