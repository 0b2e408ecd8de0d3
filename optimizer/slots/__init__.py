"""The mathematics of the appointment desk: where a visit still fits beside all that is promised (docs/slots.md)."""
