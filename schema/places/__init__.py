"""GB/T 2260 since 2008 and functional zones: code or name → Place, with parents, validity and successors."""
