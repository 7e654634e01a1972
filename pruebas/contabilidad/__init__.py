"""Random commands on the accounts of a year, with the process killed in the middle of them, held against postings written apart from the product's rules."""
