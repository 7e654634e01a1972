"""Pure rules of the end of a year: balances in, entries and statements out. Money in euros with cents; the balance of an account is debit less credit."""
