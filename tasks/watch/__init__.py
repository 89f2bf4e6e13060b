"""What the passing of days brings: warnings, moved terms, and an alarm when nobody looked."""
