"""What a municipality and a moment in time decide: settings, processes and dated values of law."""
