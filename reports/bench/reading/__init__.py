"""Random workbooks from random truths, read back: what differs without a word, and what is asked."""
