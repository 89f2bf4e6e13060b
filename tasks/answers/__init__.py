"""The answers on a form: each as far as it fits a field of ours, and what of them nobody read."""
