"""Sổ đối chiếu: from the plan's control figure to what is settled, with the causes of every difference."""
