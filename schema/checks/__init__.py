"""Pure rules over records: identities (勾稽), prose against tables, chains across years, deadlines."""
