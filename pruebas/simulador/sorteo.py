"""Draws the next act of a sequence."""

from __future__ import annotations

from random import Random

from . import ojos
from .modelo import ACTOS, CIUDADANIA, DE_FUERA, DECIDEN, DESCONOCIDA, NIVELES, Caso, Modelo
from .paso import Paso

FIRMANTES = ("marta", "nuria", "pablo", "pilar", *DECIDEN)
SENTIDOS = ("estima", "estima", "estima", "deniega", "desistida")
EN_SALAS = 0.45  # of what is left to draw
EN_CASO = [a for a in ACTOS if a not in ("presentar", "mostrador")]


def sortear(modelo: Modelo, sala: str, azar: Random, frecuencia: float) -> Paso:
    """The next act in a sequence that mostly goes by in `sala` ("", in none): seven times of ten one that may be done, else any, or by anybody."""
    semilla = azar.randrange(1 << 30) if azar.random() < frecuencia else -1
    if sala and azar.random() < 0.85:
        return _en_su_sala(modelo, sala, azar, semilla)
    que = azar.random()
    if que < 0.24:
        return Paso("trabajar", averias=semilla)
    if que < 0.34:
        return Paso("pasar", cuanto=azar.choice((1, 2, 3, 5, 8, 11, 15)), caso=azar.randrange(3))
    esperan = _con_firmas()
    if que < 0.52 and esperan:
        return Paso("firmar", azar.choice(esperan), cuanto=azar.randrange(8), averias=semilla)
    if 0.52 <= que < 0.54:
        # What one wrote oneself is withdrawn in other ways
        return Paso("devolver", azar.choice(sorted({*esperan} & {*DECIDEN}) or FIRMANTES), averias=semilla)
    if 0.54 <= que < 0.60:
        return Paso("presentar", azar.choice(CIUDADANIA), caso=azar.randrange(3), averias=semilla)
    if 0.60 <= que < 0.62:
        return Paso(
            "mostrador", azar.choice(("rosa", "marta", "silvia")), cuanto=azar.randrange(1 << 20), averias=semilla
        )
    if 0.62 <= que < 0.65:
        return Paso(
            "entrar", azar.choice((*CIUDADANIA, DESCONOCIDA)), cuanto=azar.randrange(len(NIVELES)), averias=semilla
        )
    if modelo.salas and azar.random() < EN_SALAS:
        return _en_una_sala(modelo, azar.choice(sorted(modelo.salas)), azar, semilla)
    posibles = [
        Paso(acto, _quien(acto, caso, azar), n, sentido, averias=semilla)
        for n, caso in enumerate(modelo.casos)
        for acto in EN_CASO
        for sentido in (("estima", "deniega", "desistida") if acto == "proponer" else ("",))
        if _parece(modelo, acto, caso, sentido)
    ]
    if posibles and azar.random() < 0.75:
        return azar.choice(posibles)
    acto = azar.choice(EN_CASO)
    numero = azar.randrange(len(modelo.casos))
    caso = modelo.casos[numero]
    quien = azar.choice((*CIUDADANIA, *DE_FUERA, "marta", "pablo", _quien(acto, caso, azar)))
    return Paso(acto, quien, numero, azar.choice(SENTIDOS) if acto == "proponer" else "", averias=semilla)


def _en_su_sala(modelo: Modelo, sala: str, azar: Random, semilla: int) -> Paso:
    """What it needs to go on there: jobs, signatures, that one comes back, and now and then a day that goes by."""
    que, esperan = azar.random(), _con_firmas()
    if que < 0.2:
        return Paso("trabajar", averias=semilla)
    if que < 0.25:
        return Paso("pasar", cuanto=1, caso=azar.randrange(2))
    if que < 0.5 and esperan:
        return Paso("firmar", azar.choice(esperan), cuanto=7, averias=semilla)
    if que < 0.55 and {*esperan} & {*DECIDEN}:
        return Paso("devolver", azar.choice(sorted({*esperan} & {*DECIDEN})), averias=semilla)
    return _en_una_sala(modelo, sala, azar, semilla)


def _en_una_sala(modelo: Modelo, nombre: str, azar: Random, semilla: int) -> Paso:
    acto, quien, sentido, cuanto = modelo.salas[nombre].sortear(azar, modelo)
    return Paso(f"{nombre}.{acto}", quien, sentido=sentido, cuanto=cuanto, averias=semilla)


def _parece(modelo: Modelo, acto: str, caso: Caso, sentido: str) -> bool:
    if acto in ("abrir", "rechazar"):
        return any(n.estado == "disponible" for n in caso.notificaciones)
    quien = next(q if q != "dueno" else caso.dueno for q in ACTOS[acto])
    return modelo.previsto(acto, quien, caso, sentido) in (True, None) and not caso.libre


def _quien(acto: str, caso: Caso, azar: Random) -> str:
    quien = azar.choice(ACTOS[acto])
    return caso.dueno if quien == "dueno" else quien


def _con_firmas() -> list[str]:
    return sorted(ojos.por_firmar())
