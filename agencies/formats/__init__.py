"""Vietnamese numbers, dates and words. Django looks here for formats (FORMAT_MODULE_PATH)."""
