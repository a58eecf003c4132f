"""Sample portals: small apps that behave like real portal families around real published figures.

They let a newcomer's first run do the real job without the internet, and they are the portals of the
tests. The figures are those that the named sources published; the words around them are ours.
"""
