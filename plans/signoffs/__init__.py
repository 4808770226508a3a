"""Trình ký: a clerk puts what is ready before the head of the agency, who signs it and sends it, or gives it back."""
