"""The commands of `heijunka`, a module each."""
