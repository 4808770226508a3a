"""Contents of the dashboard and the agency pages, built from the figures: sentences, funnels, heat map, tables."""
