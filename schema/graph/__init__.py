"""Ports → GraphQL contract. Types are views over records; nothing here reads a store or a network itself."""
