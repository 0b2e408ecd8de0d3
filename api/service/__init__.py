"""The HTTP service: a day comes in, a run starts, a plan comes out.

`app` puts it together, `plans` and `events` are the routes, `resources` their JSON, `openapi` their description.
"""
