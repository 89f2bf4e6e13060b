"""The plain forms that record what happened."""
