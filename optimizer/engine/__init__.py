"""The search: construct, improve, prove, on one problem and one cost."""
