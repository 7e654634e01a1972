"""What is measured, in the order of its importance; those that take long are asked for by name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Medida:
    """`que`: what it measures. `minutos`: on two idle processors. `de_siempre`: also when no name is given. `pueblo_propio`: it makes its
    own town, as who uses the product does, and wants nothing of the bench's."""

    que: str
    minutos: int
    de_siempre: bool = True
    pueblo_propio: bool = False


MEDIDAS: dict[str, Medida] = {
    "presentar": Medida("submissions: what one costs, whole and without receipts, one at a time and eight at once", 3),
    "documento": Medida("a document of 100 kB: what it costs", 1),
    "sellos": Medida("seals and signatures a second, against the key alone", 2),
    "verificar": Medida("a million facts verified; what sealing costs as they grow", 6),
    "pdf": Medida("official PDFs a second, against the typesetter alone", 1),
    "memoria": Medida("memory of each process; start-up times", 1),
    "arranque": Medida("the demo: its first start and the ones that follow", 2, pueblo_propio=True),
    "paginas": Medida("the main pages in a browser, on a telephone and at a desk", 3, pueblo_propio=True),
    "recorrido": Medida("a story told through the real pages: each of its steps", 4, pueblo_propio=True),
    "lecturas": Medida(
        "inbox, case and search at ten thousand and a million cases, for who sees all, many and few; what grows", 22
    ),
    "estadistica": Medida("the statistics of a unit and of the whole town, of two hundred thousand cases", 4),
    "contabilidad": Medida(
        "entries of the accounts, one by one and in batches; the ledger of an account of a million rows", 5
    ),
    "operaciones": Medida(
        "operations of the budget, with one client and with four, on different bolsas and on the same one", 3
    ),
    "cierre": Medida("a year of 100,000 entries and one of 1,000,000 closed by its act, and each of its steps", 25),
    "ajenos": Medida(
        "the same entries here, in Tryton and in hledger, which it installs: noted, read and closed",
        12,
        de_siempre=False,
    ),
    "burgos": Medida("the first month of Burgos replayed; all of it found again", 60, de_siempre=False),
}
