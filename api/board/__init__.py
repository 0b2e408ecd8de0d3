"""The picture of a plan: what is drawn (`view`, `from_plan`), how (`svg`, `page`), and in which words (`words`).

One drawing serves the page, the file of `heijunka show` and, row by row, the terminal.
"""
