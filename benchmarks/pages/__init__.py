"""The pages in a real browser: how soon they show something, and how smoothly they follow."""
