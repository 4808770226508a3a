"""What the dashboard and the agency pages show, built from the figures: sentences, funnels, heat map, tables."""
