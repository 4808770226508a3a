"""The forty points of layout, each as one function that raises AssertionError where a paper breaks it.

`paper` is a WordPaper or a PdfPaper, `letter` says which paper it is: R report, L and J letters, E an extract of J, F
official form.
"""
