"""What those who run the service look at: its log, its figures, its settings.

`logs` and `traces` write lines without anybody's data; `requests` is the middleware that names, times and counts each
request; `metrics` are the figures of one application and `stored_figures` those read from its store; `config` reads
the settings from flags and environment.
"""
