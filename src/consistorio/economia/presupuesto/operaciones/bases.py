"""How the credits of a year will bind, as its bases de ejecución say it while the budget is not in force (RD 500/1990 arts. 9 and 27-32; TRLRHL 165.1, 172.2 and 178)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Final

from django.utils.translation import gettext as _

from consistorio.economia.presupuesto import vinculacion
from consistorio.economia.presupuesto.eventos import BasesEscritas
from consistorio.economia.presupuesto.models import Aplicacion, BasesDeEjecucion, Presupuesto, TramitePresupuesto
from consistorio.economia.presupuesto.operaciones.a_la_vez import de_uno_solo
from consistorio.economia.presupuesto.operaciones.escritura import cadena
from consistorio.economia.presupuesto.operaciones.lote import reglas_de
from consistorio.economia.presupuesto.tipos import Bases, PresupuestoNuevo
from consistorio.economia.presupuesto.vinculacion import Regla, leer_clave
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar

# The widest vinculación that the law lets (RD 500/1990 art. 29.2), until the bases say another one
POR_AREA_Y_CAPITULO: Final = (Regla(1, nivel_programa=1, nivel_economica=1),)


def bases_de(anio: int) -> Bases:
    """How the credits of a year bind: in its budget, once it is loaded; before, what the last version of its bases says and, without one, what binds in its extended budget or
    in that of the year before. What is ampliable is declared by the bases of each year (TRLRHL 178): it is never of the year before."""
    ultima = BasesDeEjecucion.objects.filter(ejercicio=anio).order_by("-version").first()
    version = ultima.version if ultima is not None else 0
    suyo = Presupuesto.objects.filter(pk=anio).first()
    if suyo is not None and (ultima is None or not suyo.prorrogado):
        return Bases(version, tuple(reglas_de(anio)), ampliables_de(anio), suyo.crea_aplicaciones)
    if ultima is not None:
        reglas = tuple(Regla(**regla) for regla in ultima.reglas)
        return Bases(version, reglas, tuple(ultima.ampliables), ultima.crea_aplicaciones)
    anterior = Presupuesto.objects.filter(pk=anio - 1).first()
    if anterior is not None:
        return Bases(0, tuple(reglas_de(anio - 1)), (), anterior.crea_aplicaciones)
    return Bases(0, POR_AREA_Y_CAPITULO, (), False)


def ampliables_de(anio: int) -> tuple[str, ...]:
    """The codes of the applications that are ampliable in the budget of a year."""
    return tuple(sorted(una.codigo for una in Aplicacion.objects.filter(ejercicio=anio, ampliable=True)))


def por_que_no_cambian(anio: int) -> str:
    """Why the bases of a year are what they are, "" while they may change: until the budget is approved definitively, or its extension is replaced."""
    if Presupuesto.objects.filter(pk=anio, prorrogado=False).exists():
        return _("El presupuesto de %(a)d está cargado: sus reglas son las que hay.") % {"a": anio}
    if TramitePresupuesto.objects.filter(ejercicio=anio, estado=TramitePresupuesto.Estado.DEFINITIVA).exists():
        return _("El presupuesto de %(a)d está aprobado definitivamente, con sus bases.") % {"a": anio}
    return ""


def escribir_bases(anio: int, nuevas: Bases, *, actor: Actor, reloj: Reloj) -> BasesDeEjecucion:
    """Write a version. `nuevas.version`: the one that whoever writes saw. Writes: BasesDeEjecucion. Emits: presupuesto.bases.

    Raises DatosIncorrectos with every problem (levels, codes), Conflicto (the budget is approved, or somebody wrote another version meanwhile).
    """
    exigir_transaccion()
    if motivo := por_que_no_cambian(anio):
        raise Conflicto(motivo, que_hacer=_("Lo que cambie después lo acuerda el Pleno para el presupuesto siguiente."))
    hay = bases_de(anio).version
    if hay != nuevas.version:
        raise Conflicto(
            _("Otra persona ha cambiado las bases de %(a)d.") % {"a": anio},
            que_hacer=_("Vuelva a abrirlas y escriba sus cambios sobre las nuevas."),
        )
    problemas = vinculacion.problemas_de(nuevas.reglas)
    if not nuevas.reglas:
        problemas.append(Problema("reglas", _("Escriba al menos una regla.")))
    claves = [(codigo, leer_clave(codigo)) for codigo in nuevas.ampliables]
    for codigo, clave in claves:
        if clave is None:
            mensaje = _("«%(c)s» no es una aplicación: es, por ejemplo, 920.12000.") % {"c": codigo}
            problemas.append(Problema("ampliables", mensaje))
    if problemas:
        raise DatosIncorrectos(_("Las bases no se han guardado."), problemas=problemas)
    with de_uno_solo(_("Otra persona ha cambiado las bases de %(a)d.") % {"a": anio}):
        bases = BasesDeEjecucion.objects.create(
            ejercicio=anio,
            version=hay + 1,
            reglas=[asdict(regla) for regla in nuevas.reglas],
            ampliables=sorted({str(clave) for _codigo, clave in claves}),
            crea_aplicaciones=nuevas.crea_aplicaciones,
        )
    hecho = BasesEscritas(bases.id, anio, bases.version, len(nuevas.reglas))
    anotar(cadena(anio), hecho, actor=actor, reloj=reloj, filas=[bases])
    return bases


def con_sus_bases(
    nuevo: PresupuestoNuevo, reglas: Sequence[Regla] | None = None
) -> tuple[PresupuestoNuevo, tuple[Regla, ...]]:
    """A budget as the bases that were written for it say that it binds: which credits are ampliable, and its rules. `reglas`: those of whoever loads it, which count when nobody
    wrote bases; None for those of the year before. Raises DatosIncorrectos (an ampliable that it has not, other rules than those of its bases)."""
    bases = bases_de(nuevo.anio)
    if not bases.version:
        if reglas is not None:
            return nuevo, tuple(reglas)
        return replace(nuevo, crea_aplicaciones=bases.crea_aplicaciones), bases.reglas
    if reglas and tuple(reglas) != bases.reglas:
        mensaje = _(
            "Las bases de %(a)d están escritas y dicen otras reglas: cárguelo sin ellas, o escríbalas en las bases."
        )
        problema = Problema("reglas", mensaje % {"a": nuevo.anio})
        raise DatosIncorrectos(_("El presupuesto no se ha cargado."), problemas=[problema])
    codigos = {str(clave) for credito in nuevo.creditos if (clave := leer_clave(credito.codigo)) is not None}
    faltan = [codigo for codigo in bases.ampliables if codigo not in codigos]
    if faltan:
        mensaje = _("%(c)s: las bases la declaran ampliable, y no está en el presupuesto.")
        raise DatosIncorrectos(
            _("El presupuesto no se ha cargado."),
            problemas=[Problema("ampliables", mensaje % {"c": codigo}) for codigo in faltan],
        )
    creditos = tuple(
        replace(credito, ampliable=credito.ampliable or str(leer_clave(credito.codigo)) in bases.ampliables)
        for credito in nuevo.creditos
    )
    return replace(nuevo, creditos=creditos, crea_aplicaciones=bases.crea_aplicaciones), bases.reglas
