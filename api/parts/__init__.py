"""The parts clerk's side of the desk: orders and their ETA, who waits for what, what lies aside for whom.

`life` and `lead` are the rules, `orders` and `picks` the store, `scene` what all questions are answered from.
"""
