"""The accounting document of each operation: what was noted, its accounts, who noted it and who approved it, sealed by the town and with its code. On top of the
rooms of the accounts, which know nothing of it."""
