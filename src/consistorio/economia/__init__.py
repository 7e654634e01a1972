"""The money of the town hall: ledger, budget, third parties, invoices, closing (ICAL 2013, Orden HAP/1781/2013; TRLRHL)."""
