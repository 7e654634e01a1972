"""Pure computation: VAT, withholdings and the boxes of each model."""
