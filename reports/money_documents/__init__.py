"""Papers of money, from the estimate to the settlement: each drawn as Word, PDF and Excel from one document object."""
