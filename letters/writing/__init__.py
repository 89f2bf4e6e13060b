"""From a template and values to a written letter."""
