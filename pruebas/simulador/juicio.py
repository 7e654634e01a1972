"""Judges the town: holds what is seen against what the model says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from django.conf import settings

from consistorio.servicios.tests.escenario import RelojDePrueba

from . import actos, ojos
from .modelo import CIUDADANIA, TECNICOS, UNIDAD, Caso, Modelo

TAREA_DE = {"informe": "informe_area"}
FASES = ("revision", "informe", "propuesta", "resolucion", "notificacion", "ejecucion", "cierre")


def ponerse_al_dia(modelo: Modelo) -> None:
    """What jobs may have done is noted as it is seen; what it brings with it is judged afterwards."""
    for sala in modelo.salas.values():
        sala.al_dia(modelo)
    fichas = ojos.fichas()
    for caso in modelo.casos:
        if not caso.libre:
            _poner_al_dia(modelo, caso, fichas[caso.id])


def _poner_al_dia(modelo: Modelo, caso: Caso, ficha: ojos.Ficha) -> None:
    if caso.informe == "escrito" and ficha.informe:
        modelo.surtio_informe(caso)
    if caso.requerimiento == "escrito":
        if ficha.actos and [a for a in ficha.actos if a[0] == "requerimiento"][-1][1] == "sin_efecto":
            caso.libre = True
        elif sum(n.de == "requerimiento" for n in caso.notificaciones) < len(ficha.requerimientos):
            modelo.surtio_requerimiento(caso)
    if caso.resolucion == "en_firma" and ficha.resolucion is not None:
        if ficha.resolucion[0] == "firmada" or (ficha.resolucion[0] == "devuelta" and not _la_devolvio(ficha)):
            modelo.recogida(caso)
        elif ficha.resolucion[0] == "devuelta":
            modelo.devuelta(caso)
    for nota, del_modelo in zip(_notificaciones(ficha), caso.notificaciones, strict=False):
        if del_modelo.estado == "preparada" and nota.estado != "preparada":
            modelo.dispuesta(caso, del_modelo)


def faltas(modelo: Modelo) -> list[str]:
    """Where the town is not as the model says."""
    fallos = list(ojos.rotas(ojos.SIEMPRE))
    [(entradas, decretos, casos)] = ojos.consultar(
        "SELECT (SELECT count(*) FROM registro_asiento WHERE libro_id = 'E'), (SELECT coalesce(max(ultimo), 0) FROM "
        "resoluciones_libro WHERE codigo = 'resoluciones'), (SELECT count(*) FROM expedientes_expediente)"
    )
    # A free case may number decisions that the model does not follow
    libres = any(c.libre for c in modelo.casos)
    if entradas != modelo.entradas and not libres:
        fallos.append(f"{entradas} entries, and {modelo.entradas} were filed")
    if decretos != modelo.decretos and not libres:
        fallos.append(f"{decretos} numbers of resolutions, and {modelo.decretos} were given")
    abiertos = len(modelo.casos) + len(modelo.ajenos)
    if casos != abiertos:
        fallos.append(f"{casos} cases, and {abiertos} were opened")
    if (sesiones := ojos.sesiones()) != modelo.sesiones:
        fallos.append(f"by Cl@ve came in {dict(sesiones)}, and had to {dict(modelo.sesiones)}")
    for nombre, sala in modelo.salas.items():
        fallos += [f"{nombre}: {fallo}" for fallo in sala.fallos()]
    fichas = ojos.fichas()
    for numero, caso in enumerate(modelo.casos):
        fallos += [f"caso {numero}: {f}" for f in diferencias(caso, fichas.get(caso.id))]
    return fallos


def faltas_al_final(
    modelo: Modelo, recibidos: list[str], notas: frozenset[str], reloj: RelojDePrueba, *, lentos: bool
) -> list[str]:
    """What is wrong when nothing is left half way. `recibidos`: identifiers of the mails that left; `notas`: notices of before, whose mails did not;
    `lentos`: slow jobs were done too."""
    almacen = Path(settings.CONSISTORIO_VAR) / "almacen" / "contenidos"
    return [
        *ojos.rotas(ojos.AL_FINAL),
        *ojos.cadenas_rotas(),
        *ojos.firmas_de_mas_o_de_menos(almacen),
        *_por_hacer(lentos=lentos),
        *faltas_de_correos(recibidos, notas),
        *_vistos(modelo, reloj),
    ]


def _por_hacer(*, lentos: bool) -> list[str]:
    quedan = ojos.consultar(
        "SELECT task_name, status::text FROM procrastinate_jobs WHERE status IN ('todo', 'failed', 'doing')"
    )
    return [
        f"job {nombre} is left {estado}"
        for nombre, estado in quedan
        if not (nombre in actos.LENTOS and not lentos) and (nombre, estado) != ("notificaciones.avisar", "failed")
    ]


def faltas_de_correos(recibidos: list[str], notas: frozenset[str]) -> list[str]:
    """Mails that left twice, or that were noted and did not leave."""
    salidos = Counter(m.strip("<>").partition("@")[0] for m in recibidos)
    fallos = [f"mail {m} left {veces} times" for m, veces in salidos.items() if veces > 1]
    for nota in (n for f in ojos.fichas().values() for n in f.notas if n.id not in notas):
        if nota.avisos.count("enviado") > 1:
            fallos.append(f"notice of {nota.id} noted as sent {nota.avisos.count('enviado')} times")
        if "enviado" in nota.avisos and nota.id not in salidos:
            fallos.append(f"notice of {nota.id} noted as sent, and it did not leave")
    return fallos


def _vistos(modelo: Modelo, reloj: RelojDePrueba) -> list[str]:
    """Who finds each case: its party, its unit, who answers for all; and nobody else, but who is asked for something in it."""
    fallos = []
    for numero, caso in enumerate(modelo.casos):
        siempre, nunca = (
            {caso.dueno, *UNIDAD, "javier", "elena"},
            {"silvia", *(c for c in CIUDADANIA if c != caso.dueno)},
        )
        if not caso.libre and not caso.informe:
            nunca |= set(TECNICOS)
        ven = actos.quienes_lo_ven(caso.id, sorted(siempre | nunca), reloj)
        if ven != siempre:
            fallos.append(f"caso {numero} is seen by {sorted(ven - siempre)} and not by {sorted(siempre - ven)}")
    return fallos


def _la_devolvio(ficha: ojos.Ficha) -> bool:
    return any(estado == "devuelto" for _papel, estado in ficha.pasos)


def _notificaciones(ficha: ojos.Ficha) -> list[ojos.Nota]:
    return [n for n in ficha.notas if n.clase == "notificacion"]


def diferencias(caso: Caso, ficha: ojos.Ficha | None) -> list[str]:
    """What of a case is not as the model says."""
    if ficha is None:
        return ["it is not there"]
    if caso.libre:
        return []
    fallos = []

    def debe(que: str, visto: object, dicho: object) -> None:
        if visto != dicho:
            fallos.append(f"{que} is {visto}, and should be {dicho}")

    debe("state", ficha.estado, caso.estado)
    debe("term", ficha.plazo, caso.plazo)
    if caso.plazo != "suspendido":
        debe("last day to decide", ficha.vence, caso.vence)
    fase = TAREA_DE.get(caso.fase, caso.fase)
    de_fase = [c for c in ficha.abiertas if c in {TAREA_DE.get(f, f) for f in FASES}]
    debe("next step", de_fase, [fase] if caso.estado == "abierto" else [])
    debe("open request", "requerimiento" in ficha.abiertas, caso.requerimiento in ("escrito", "emitido", "notificado"))
    debe("papers to read", sum(c.startswith("escrito_") for c in ficha.abiertas), len(caso.escritos))
    if caso.requerimiento and caso.requerimiento != "escrito":
        debe("request", ficha.requerimientos[-1][0] if ficha.requerimientos else "none", caso.requerimiento)
    if caso.requerimiento in ("notificado", "desatendido"):
        debe("last day to correct", ficha.requerimientos[-1][1], caso.requerido_vence)
    if caso.resolucion:
        visto = ficha.resolucion[:2] if ficha.resolucion else None
        debe("decision", visto, (caso.resolucion, caso.numero))
    vistas = [(n.de, n.estado, n.caduca, n.practicada) for n in _notificaciones(ficha)]
    debe("notifications", vistas, [(n.de, n.estado, n.caduca, n.practicada) for n in caso.notificaciones])
    return fallos
