"""The history as a chain: each agency's events are bound to those before, so that no row changes unnoticed."""
