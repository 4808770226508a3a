"""So that nobody stops the portal: how often (quotas) and how many at once (places), shared by all processes."""
