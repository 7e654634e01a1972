"""How the credits of a year will bind, as its bases de ejecución say it while the budget is not in force (RD 500/1990 arts. 9 and 27-32; TRLRHL 165.1, 172.2 and 178)."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Final

from django.utils.translation import gettext as _

from consistorio.economia.presupuesto import vinculacion
from consistorio.economia.presupuesto.eventos import BasesEscritas
from consistorio.economia.presupuesto.models import Aplicacion, BasesDeEjecucion, Presupuesto, TramitePresupuesto
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
    """What the last version of the bases of a year says; without one, what binds in its budget or in that of the year before."""
    ultima = BasesDeEjecucion.objects.filter(ejercicio=anio).order_by("-version").first()
    if ultima is not None:
        reglas = tuple(Regla(**regla) for regla in ultima.reglas)
        return Bases(ultima.version, reglas, tuple(ultima.ampliables), ultima.crea_aplicaciones)
    for cual in (anio, anio - 1):
        presupuesto = Presupuesto.objects.filter(pk=cual).first()
        if presupuesto is not None:
            suyas = Aplicacion.objects.filter(ejercicio=cual, ampliable=True)
            ampliables = sorted(una.codigo for una in suyas)
            return Bases(0, tuple(reglas_de(cual)), tuple(ampliables), presupuesto.crea_aplicaciones)
    return Bases(0, POR_AREA_Y_CAPITULO, (), False)


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


def con_sus_bases(nuevo: PresupuestoNuevo) -> tuple[PresupuestoNuevo, tuple[Regla, ...]]:
    """A budget as its bases say that it binds: which credits are ampliable, and its rules. Raises DatosIncorrectos (an ampliable that it has not)."""
    bases = bases_de(nuevo.anio)
    codigos = {str(clave) for credito in nuevo.creditos if (clave := leer_clave(credito.codigo)) is not None}
    faltan = [codigo for codigo in bases.ampliables if codigo not in codigos] if bases.version else []
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
