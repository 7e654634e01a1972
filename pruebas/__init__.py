"""Long proofs of the whole town, run by hand: nothing of the product imports them."""
