"""Tìm khắp cổng: agencies, people, documents, Mục lục and hồ sơ by one text, and what a person worked on last."""
