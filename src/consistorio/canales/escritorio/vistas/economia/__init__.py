"""The accounts at the desk: execution, operations, books, rules, third parties and invoices."""
