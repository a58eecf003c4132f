"""PDF: the ink of its pages → lines, lattices, tables and paragraphs. Under `from_pdf`."""
