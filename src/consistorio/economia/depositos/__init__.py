"""What is kept of others and of ours with others: guarantees and deposits by third party, and the avales and other values in deposit, which are in no account
(TRLRHL 196; Orden HAP/1781/2013, notes 21 and 23; LCSP 107-111).

Public: `acciones`, `consultas`.
"""
