"""Reads the legal fields of a definition: each with its article, who answers for it and its days in force."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consistorio.nucleo.errores import Problema
from consistorio.tramitacion.catalogo.comienzos import leer_comienzo, leer_dictamen
from consistorio.tramitacion.catalogo.regimenes import LPACAP, dias_de
from consistorio.tramitacion.catalogo.tarifas import leer_tarifas
from consistorio.tramitacion.catalogo.tipos import (
    DECLARACION,
    DICTAR,
    NATURALEZAS,
    NOTIFICAR,
    PENDIENTE,
    REGIMENES,
    RESPONSABLES_LEGALES,
    SENTIDOS_SILENCIO,
    SILENCIOS_DE_OFICIO,
    SOLICITUD,
    UNIDADES_PLAZO,
    DatosLegales,
    Organo,
    Recurso,
    Respaldo,
    Termino,
)
from consistorio.tramitacion.formularios.lectura import Lector
from consistorio.tramitacion.formularios.valores import Valor

CAMPOS_LEGALES = (
    *("naturaleza", "plazo", "silencio", "organo", "recursos", "tasa", "conservacion"),
    *("tablon", "comienzo", "dictamen", "prohibicion"),
)
# What is filed is an application where nobody says otherwise; not every procedure publishes on the notice board, counts from a call or needs a dictamen
OPCIONALES = frozenset({"naturaleza", "tablon", "comienzo", "dictamen", "prohibicion"})
# They say what follows when nobody decides: what is declared or communicated waits for no decision (LPACAP 21.1, 69.3)
DE_SOLICITUDES = frozenset({"plazo", "silencio"})
# How long there is to decide that what was declared cannot go on (69.4): the LPACAP does not say it
DE_DECLARACIONES = frozenset({"prohibicion"})
CUMPLEN = frozenset({NOTIFICAR, DICTAR})
PUEDEN_ESTAR_PENDIENTES = frozenset({"tasa", "conservacion", "comienzo", "dictamen", "prohibicion"})
DUENOS = {
    "naturaleza": "secretaria",
    "plazo": "secretaria",
    "silencio": "secretaria",
    "organo": "secretaria",
    "recursos": "secretaria",
    "tasa": "gestion_tributaria",
    "conservacion": "archivo",
    "comienzo": "secretaria",
    "dictamen": "secretaria",
    "prohibicion": "secretaria",
    "tablon": "secretaria",
}
_ORGANO = re.compile(r"[a-z][a-z0-9_-]{1,59}")
NOMBRES_RECURSO = {
    "reposicion": gettext_noop("Recurso potestativo de reposición"),
    "reposicion_tributaria": gettext_noop("Recurso de reposición, obligatorio antes de ir al juzgado"),
    "alzada": gettext_noop("Recurso de alzada"),
    "contencioso": gettext_noop("Recurso contencioso-administrativo"),
    "reclamacion_economico_administrativa": gettext_noop("Reclamación económico-administrativa"),
    "reclamacion_transparencia": gettext_noop("Reclamación ante el órgano de garantía de la transparencia"),
}
TIPOS_RECURSO = frozenset({*NOMBRES_RECURSO, "ninguno"})
_VACIO = DatosLegales(None, "no_procede", "", Organo("", ""), False, (), "", "", None, {})


def leer_legales(lector: Lector) -> DatosLegales:
    """The legal fields. Term, silence, organ and appeals must be known; fee and retention may be pending. Of a declaration or a communication
    there is neither term nor silence."""
    legal = lector.hijo("legal", obligatorio=True)
    if legal is None:
        return _VACIO
    datos = _leer(legal, obligatorio=True)
    legal.sobrantes()
    return datos


def problemas_de_valores(valores: Mapping[str, Valor]) -> tuple[Problema, ...]:
    """What is wrong in some of the legal fields, each by itself."""
    problemas: list[Problema] = []
    _leer(Lector(dict(valores), "legal", problemas), obligatorio=False)
    return tuple(problemas)


def naturaleza_de(valores: Mapping[str, Valor]) -> str:
    """What is filed, as these legal values say; an application when they say nothing that is known."""
    dicha = valores.get("naturaleza")
    clase = dicha.get("clase") if isinstance(dicha, dict) else None
    return clase if isinstance(clase, str) and clase in NATURALEZAS else SOLICITUD


def debidos(naturaleza: str) -> frozenset[str]:
    """The legal fields that somebody has to write for such a procedure."""
    sobran = frozenset() if naturaleza == SOLICITUD else DE_SOLICITUDES
    return frozenset(CAMPOS_LEGALES) - OPCIONALES - sobran


def por_que_sobra(naturaleza: str) -> str:
    """Why neither a term nor a silence may be written of it."""
    if naturaleza == DECLARACION:
        return _(
            "una declaración responsable tiene efectos desde su día y no espera resolución: quítelo (LPACAP 69.3)."
        )
    return _("una comunicación tiene efectos desde su día y no espera resolución: quítelo (LPACAP 69.3).")


def _leer(legal: Lector, *, obligatorio: bool) -> DatosLegales:
    de_naturaleza = legal.hijo("naturaleza")
    naturaleza = de_naturaleza.opcion("clase", NATURALEZAS) if de_naturaleza is not None else ""
    naturaleza = naturaleza or SOLICITUD
    hacen_falta = debidos(naturaleza) if obligatorio else frozenset()
    partes = {campo: legal.hijo(campo, obligatorio=campo in hacen_falta) for campo in CAMPOS_LEGALES}
    partes["naturaleza"] = de_naturaleza
    if naturaleza != SOLICITUD:
        for campo in sorted(DE_SOLICITUDES):
            if partes[campo] is not None:
                legal.anotar(campo, por_que_sobra(naturaleza))
    elif obligatorio and partes["prohibicion"] is not None:
        legal.anotar("prohibicion", _("solo lo que se declara o se comunica tiene este plazo: quítelo (LPACAP 69.4)."))
    respaldos = {campo: _respaldo(parte, campo) for campo, parte in partes.items() if parte is not None}
    plazo, silencio = partes["plazo"], partes["silencio"]
    fin_de_via, recursos = _recursos(partes["recursos"])
    datos = DatosLegales(
        plazo=_maximo(plazo) if plazo is not None else _VACIO.plazo,
        silencio=silencio.opcion("sentido", SENTIDOS_SILENCIO) if silencio is not None else "no_procede",
        silencio_de_oficio=_de_oficio(silencio),
        organo=_organo(partes["organo"]),
        fin_de_via=fin_de_via,
        recursos=recursos,
        tasa=_texto_o_pendiente(partes["tasa"], respaldos.get("tasa")),
        conservacion=_texto_o_pendiente(partes["conservacion"], respaldos.get("conservacion")),
        conservacion_anios=_anios(partes["conservacion"]),
        respaldos=respaldos,
        tarifas=leer_tarifas(partes["tasa"]),
        comienzo=leer_comienzo(partes["comienzo"]),
        dictamen=leer_dictamen(partes["dictamen"]),
        naturaleza=naturaleza,
        dias_de_tablon=_dias_de_tablon(partes["tablon"]),
        prohibicion=_si_se_sabe(partes["prohibicion"], respaldos.get("prohibicion")),
    )
    for parte in partes.values():
        if parte is not None:
            parte.sobrantes()
    return datos


def _de_oficio(silencio: Lector | None) -> str:
    """What follows when a case of office ends without a decision (LPACAP 25.1), with its own article; "" when nobody says it."""
    if silencio is None:
        return ""
    que = silencio.opcion("de_oficio", SILENCIOS_DE_OFICIO | {""}, por_defecto="")
    silencio.texto("articulo_de_oficio", obligatorio=bool(que), maximo=300)
    return que


def leer_termino(lector: Lector, *, del_regimen: str = "") -> Termino:
    """`cantidad`, `unidad` and `regimen`. `del_regimen`: that of the procedure, whose days are those of a term that does not say which."""
    regimen = lector.opcion("regimen", REGIMENES, por_defecto=del_regimen or LPACAP)
    return Termino(
        cantidad=lector.entero("cantidad", obligatorio=True, minimo=1, maximo=600) or 1,
        unidad=lector.opcion("unidad", UNIDADES_PLAZO, por_defecto=dias_de(regimen) if del_regimen else None),
        regimen=regimen,
    )


def _maximo(lector: Lector) -> Termino:
    """The term to decide, and what meets it where it began of office."""
    return replace(leer_termino(lector), cumple=lector.opcion("cumple", CUMPLEN, por_defecto=NOTIFICAR))


def _si_se_sabe(lector: Lector | None, respaldo: Respaldo | None) -> Termino | None:
    """A term that may be pending; None while nobody says it."""
    if lector is None or respaldo is None:
        return None
    return None if respaldo.pendiente else leer_termino(lector)


def _respaldo(lector: Lector, campo: str) -> Respaldo:
    pendiente = lector.booleano("pendiente")
    if pendiente and campo not in PUEDEN_ESTAR_PENDIENTES:
        lector.anotar("pendiente", _("este dato no puede quedar pendiente: sin él no se puede tramitar."))
    respaldo = Respaldo(
        articulo=lector.texto("articulo", obligatorio=not pendiente, maximo=300),
        responsable=lector.opcion("responsable", RESPONSABLES_LEGALES),
        desde=lector.fecha("desde", obligatorio=not pendiente),
        hasta=lector.fecha("hasta"),
        nota=lector.texto("nota", maximo=600),
        pendiente=pendiente,
    )
    if respaldo.responsable and respaldo.responsable != DUENOS[campo]:
        lector.anotar("responsable", _("de este dato responde «%(r)s».") % {"r": DUENOS[campo]})
    if respaldo.desde and respaldo.hasta and respaldo.hasta < respaldo.desde:
        lector.anotar("hasta", _("termina antes de empezar."))
    return respaldo


def _organo(lector: Lector | None) -> Organo:
    if lector is None:
        return Organo("", "")
    codigo = lector.texto("codigo", obligatorio=True)
    if codigo and not _ORGANO.fullmatch(codigo):
        lector.anotar("codigo", _("debe llevar minúsculas, números y guiones, por ejemplo alcaldia."))
    return Organo(codigo, lector.texto("nombre", obligatorio=True, maximo=160))


def _recursos(lector: Lector | None) -> tuple[bool, tuple[Recurso, ...]]:
    if lector is None:
        return False, ()
    fin_de_via = lector.booleano("fin_de_via")
    recursos = []
    for hijo in lector.hijos("lista", obligatorio=True):
        recursos.append(
            Recurso(
                tipo=hijo.opcion("tipo", TIPOS_RECURSO),
                ante=hijo.texto("ante", obligatorio=True, maximo=200),
                plazo=hijo.texto("plazo", obligatorio=True, maximo=100),
                articulo=hijo.texto("articulo", obligatorio=True, maximo=200),
            )
        )
        hijo.sobrantes()
    tipos = {recurso.tipo for recurso in recursos}
    if fin_de_via and "reposicion_tributaria" in tipos:
        lector.anotar("lista", _("la reposición obligatoria es contra lo que no pone fin a la vía (TRLRHL 14.2)."))
    if fin_de_via and "alzada" in tipos:
        lector.anotar("lista", _("si la resolución pone fin a la vía administrativa, no cabe alzada (LPACAP 121)."))
    if not fin_de_via and "reposicion" in tipos:
        lector.anotar("lista", _("la reposición solo cabe contra lo que pone fin a la vía (LPACAP 123)."))
    return fin_de_via, tuple(recursos)


def _texto_o_pendiente(lector: Lector | None, respaldo: Respaldo | None) -> str:
    if lector is None or respaldo is None:
        return ""
    texto = lector.texto("texto", obligatorio=not respaldo.pendiente, maximo=600)
    return PENDIENTE if respaldo.pendiente else texto


def _anios(lector: Lector | None) -> int | None:
    return lector.entero("anios", minimo=0, maximo=200) if lector is not None else None


def _dias_de_tablon(lector: Lector | None) -> int:
    """How many hábiles an announcement is shown at least; 0 while nobody says it."""
    return (lector.entero("dias", obligatorio=True, minimo=1, maximo=120) or 0) if lector is not None else 0
