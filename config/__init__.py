"""What varies with the municipality and with time: settings, processes and dated law data."""
