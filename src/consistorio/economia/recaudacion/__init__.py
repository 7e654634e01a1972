"""Collection files: many receipts that were paid at once, each put on its right or left waiting (TRLRHL 191-193; Orden HAP/1781/2013, fifth part, 554 and 430).

Owns `FicheroDeCobros` and `CobroLeido`, and the register of commitments of income (`CompromisoDeIngreso`, RD 500/1990 43-44). What is collected waits in 554; from there it goes to a right with contraído previo (430), of closed years (431) or to one that is
recognised with it. What cannot be applied stays in 554, in its list, with its reason. A file is never taken twice, nor a receipt by its reference. Public: `acciones`,
`consultas`. Files are CSV: the layout of Cuaderno 60 could not be verified, and statements (Norma 43) are of `tesoreria`.
"""
