"""The cases from which sequences begin: each is brought to a different step by the same acts, and judged on the way."""

from __future__ import annotations

from datetime import timedelta

from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba

from . import actos, ojos
from .accesos import Fuera
from .juego import Partida, Siembra
from .modelo import CIUDADANIA, Modelo
from .paso import Paso
from .salas import todas

ANA, PEDRO = CIUDADANIA
BORRADORES = 3
_T = Paso("trabajar")
_INSTRUIDA = (Paso("admitir", "marta"), Paso("informar", "pablo"), Paso("firmar", "pablo", cuanto=7), _T)
_PROPUESTA = (*_INSTRUIDA, Paso("proponer", "nuria", sentido="estima"))
_EN_FIRMA = (*_PROPUESTA, Paso("elevar", "marta"), _T)
_RESUELTA = (*_EN_FIRMA, Paso("firmar", "carmen", cuanto=7), _T, Paso("firmar", "javier", cuanto=7), _T)
_NOTIFICADA = (*_RESUELTA, Paso("notificar", "marta"), _T)
_CUMPLIDA = (*_NOTIFICADA, Paso("abrir", ANA), Paso("ejecutar", "olga"), _T)
_REQUERIDA = (Paso("requerir", "marta"), _T, Paso("firmar", "marta", cuanto=7), _T, Paso("abrir", PEDRO))
CASOS = (
    (ANA, ()),
    (PEDRO, _INSTRUIDA),
    (PEDRO, _REQUERIDA),
    (PEDRO, _NOTIFICADA),
    (ANA, _CUMPLIDA),
    (ANA, (*_CUMPLIDA, Paso("cerrar", "marta"))),
    (ANA, _EN_FIRMA),  # the last: who signs, signs all that waits
)


def sembrar(fuera: Fuera) -> Siembra:
    """Bring each case to its step, with no fault; time stamps included."""
    reloj = RelojDePrueba(escenario.SIEMBRA)
    reloj.poner(reloj.momento)
    vacia = Siembra(Modelo(reloj.momento), {nif: [] for nif in CIUDADANIA})
    para_sembrar = {nif: [] for nif in CIUDADANIA}
    for nif, _pasos in CASOS:
        para_sembrar[nif].append(str(actos.preparar_solicitud(nif, reloj)))
    for nif in CIUDADANIA:
        vacia.borradores[nif] = [str(actos.preparar_solicitud(nif, reloj)) for _ in range(BORRADORES)]
    partida = Partida(Siembra(vacia.modelo, para_sembrar), fuera, lentos=True)  # each document with its time stamp
    cuantos: dict[str, int] = {}
    for numero, (nif, pasos) in enumerate(CASOS):
        orden = cuantos.get(nif, 0)
        cuantos[nif] = orden + 1
        partida.dar(Paso("presentar", nif, orden))
        partida.dar(_T)
        for paso in pasos:
            partida.dar(Paso(paso.acto, paso.quien, numero, paso.sentido, paso.cuanto))
    partida.modelo.salas = todas.sembradas(reloj)
    partida.converger()
    partida.modelo.ahora = reloj.momento + timedelta(minutes=1)
    notas = frozenset(nota.id for ficha in ojos.fichas().values() for nota in ficha.notas)
    return Siembra(partida.modelo, vacia.borradores, notas)
