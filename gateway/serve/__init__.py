"""The gateway over HTTP: GraphQL, tables by URL, pages, health. Between the ASGI server and the ports."""
