"""Trợ giúp: a short guide to each page, the words of the field, whom to ask, and the first steps of each duty."""
