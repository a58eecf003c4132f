"""Pages of portals → the article in them and its parts. Under `from_html`."""
