"""The terms of the law: from a start to a last day that can explain itself. It knows no facts."""
