"""From rows that were read to the shelf: staged beside the catalogue, compared with it by SQL, written in one go."""
