"""Word and Excel → their parts. Under `from_docx`, `from_doc`, `from_xlsx` and `from_xls`."""
