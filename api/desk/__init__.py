"""The appointment desk: offers, and the life of an appointment from the first call to the delivery.

`life` says what may follow what, `records` and `rows` keep appointments, `resident` holds each workshop's book in
memory, `desk` and its neighbours do what the routes ask.
"""
