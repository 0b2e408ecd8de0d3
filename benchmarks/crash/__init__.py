"""A service killed with SIGKILL at random moments of a storm of requests, and what must be there after each restart.

`harness` starts, storms, kills and checks; `storms` are what is asked of the service and how it is checked (the place
to plug others in: a class with the methods of `Storm`); `service` is the process that is killed.
"""
