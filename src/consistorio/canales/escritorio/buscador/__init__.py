"""One box over everything that a member of the staff may see.

Each kind of thing (`clases`) goes through its own `visibles_para`, in the question itself: who may not see something gets the answer, and the counts,
of a town where it is not. What is exactly a number goes straight to it (`directo`). Nothing of what is looked for is written anywhere but in the
searches that somebody keeps.
"""

from consistorio.canales.escritorio.buscador.busqueda import TOPE, Grupo, buscar, pagina
from consistorio.canales.escritorio.buscador.clases import CLASES, Clase, de_casos
from consistorio.canales.escritorio.buscador.directo import destino
from consistorio.canales.escritorio.buscador.hallazgos import Hallazgo

__all__ = ["CLASES", "TOPE", "Clase", "Grupo", "Hallazgo", "buscar", "de_casos", "destino", "pagina"]
