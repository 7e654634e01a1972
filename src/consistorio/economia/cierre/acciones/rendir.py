"""Say what a closed year was: the settlement of its budget and its Cuenta General, signed, and the way of each until the Court of Auditors."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import crear_desde_plantilla
from consistorio.documental.documentos.tipos import CampoFirma
from consistorio.documental.firma.operaciones import pedir_firmas
from consistorio.documental.firma.tipos import PasoPedido
from consistorio.economia.cierre import cuadros, memoria
from consistorio.economia.cierre.eventos import PasoAnotado, RendicionDevuelta, RendicionFirmada, RendicionFormada
from consistorio.economia.cierre.models import Cierre, PasoDeRendicion, Rendicion
from consistorio.economia.cierre.permisos import RECOGER, RENDIR
from consistorio.economia.cierre.reglas import rendicion as reglas
from consistorio.economia.cierre.reglas.cuadres import descuadres, descuadres_de_la_liquidacion
from consistorio.economia.contabilidad.eventos import cadena_del_ejercicio
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.plataforma.calendario.reglas import calcular
from consistorio.plataforma.calendario.tipos import Duracion, Unidad
from consistorio.plataforma.organizacion.consultas import puesto_de_organo

NORMA = "TRLRHL arts. 191, 193, 209 y 212; Orden HAP/1781/2013, reglas 44 a 51"
REFERENCIA = "rendicion"
# Who signs each, in order, and in which field
FIRMAN = {
    "liquidacion": (("intervencion", "intervencion"),),
    "cuenta_general": (("intervencion", "intervencion"), ("alcaldia", "presidencia")),
}
_ABRIR_OTRA_VEZ = gettext_lazy("Abra otra vez el ejercicio, corrija lo que haga falta y ciérrelo.")
_TITULOS = {
    "liquidacion": gettext_lazy("Liquidación del presupuesto de %(anio)d"),
    "cuenta_general": gettext_lazy("Cuenta General de %(anio)d"),
}


@accion("cierre.rendicion.formada", permiso=RENDIR, norma=NORMA)
def formar(*, actor: Actor, anio: int, clase: str, reloj: Reloj) -> Rendicion:
    """Write the document of the settlement or of the Cuenta General of a closed year, and send it to be signed.

    `clase`: of `Rendicion.Clase`. Who: with `cierre.rendir`. Writes: Documento, Circuito, Rendicion. Emits: cierre.rendicion.formada. Raises NoEncontrado (the year
    is not closed, nobody holds the post that signs), Conflicto (it is formed already, the settlement is not approved yet, or the year was closed without the tables of the memoria; with every pair of
    figures that is not the same and, of the Cuenta General, every note that lacks its text).
    """
    cierre = Cierre.objects.select_for_update().filter(ejercicio_id=anio, reapertura=None).first()
    if cierre is None:
        raise NoEncontrado(_("El ejercicio %(anio)d no está cerrado.") % {"anio": anio})
    en_pie = cierre.rendiciones.exclude(estado=Rendicion.Estado.DEVUELTA)
    if en_pie.filter(clase=clase).exists():
        raise Conflicto(
            _("Ya está formada."), que_hacer=_("Si hay que cambiarla, que la devuelva quien tiene que firmarla.")
        )
    if (
        clase == Rendicion.Clase.CUENTA_GENERAL
        and not en_pie.filter(clase="liquidacion", pasos__codigo="aprobacion").exists()
    ):
        raise Conflicto(_("Antes hay que aprobar la liquidación del presupuesto."))
    if clase == Rendicion.Clase.CUENTA_GENERAL:
        exigir_completa(cierre)
    else:
        exigir_liquidacion(cierre)
    documento = _documento(cierre, clase, actor=actor, reloj=reloj)
    rendicion = Rendicion.objects.create(cierre=cierre, clase=clase, documento=documento, formada_el=reloj.ahora())
    pasos = [PasoPedido(puesto_de_organo(organo), campo) for organo, campo in FIRMAN[clase]]
    pedir_firmas(documento, pasos, referencia=f"{REFERENCIA}:{rendicion.id}", actor=actor, reloj=reloj)
    hecho = RendicionFormada(anio, rendicion.id, clase, documento.id)
    anotar(cadena_del_ejercicio(anio), hecho, actor=actor, reloj=reloj, filas=[rendicion])
    return rendicion


def exigir_liquidacion(cierre: Cierre) -> None:
    """Its settlement and its remnant say the same. Raises Conflicto with every pair that is not."""
    if problemas := [Problema("", texto) for texto in descuadres_de_la_liquidacion(cierre.cuentas)]:
        raise Conflicto(_("La liquidación no se puede formar."), que_hacer=str(_ABRIR_OTRA_VEZ), problemas=problemas)


def exigir_completa(cierre: Cierre) -> None:
    """The memoria is in its closing, the statements say the same of each other, and the notes that no accounts go without are typed. Raises Conflicto with all that is missing."""
    if "memoria" not in cierre.cuentas:
        raise Conflicto(_("Este ejercicio se cerró sin las tablas de la memoria."), que_hacer=str(_ABRIR_OTRA_VEZ))
    problemas = [Problema("", texto) for texto in descuadres(cierre.cuentas)]
    for nota in memoria.notas(cierre.cuentas, memoria.escritas(cierre.ejercicio_id)):
        if nota.falta:
            problemas.append(Problema("", _("Falta escribir la nota %(nota)s de la memoria.") % {"nota": nota.titulo}))
    if problemas:
        raise Conflicto(_("La Cuenta General no se puede formar todavía."), problemas=problemas)


def _documento(cierre: Cierre, clase: str, *, actor: Actor, reloj: Reloj) -> Documento:
    titulo = str(_TITULOS[clase]) % {"anio": cierre.ejercicio_id}
    datos: dict[str, object] = {
        "titulo": titulo,
        "periodo": _("Del 1 de enero al 31 de diciembre de %(anio)d. Importes en euros.")
        % {"anio": cierre.ejercicio_id},
        "norma": NORMA,
    }
    if clase == Rendicion.Clase.LIQUIDACION:
        datos["cuadros"] = [cuadro.para_plantilla() for cuadro in cuadros.de_la_liquidacion(cierre.cuentas)]
    else:
        datos["cuadros"] = [cuadro.para_plantilla() for cuadro in cuadros.de_los_estados(cierre.cuentas)]
        notas = memoria.notas(cierre.cuentas, memoria.escritas(cierre.ejercicio_id))
        datos["memoria"] = [nota.para_plantilla() for nota in notas]
    return crear_desde_plantilla(
        "cuentas",
        datos,
        titulo=titulo,
        tipo_documental="TD99",
        organo=str(settings.CONSISTORIO_ENTIDAD["dir3"]),
        nombre=f"{clase}-{cierre.ejercicio_id}.pdf".replace("_", "-"),
        firmas=[CampoFirma(campo, puesto_de_organo(organo).nombre) for organo, campo in FIRMAN[clase]],
        actor=actor,
        reloj=reloj,
    )


@accion("cierre.rendicion.firmada", permiso=RECOGER, norma=NORMA)
def recoger_firma(*, actor: Actor, rendicion_id: UUID, reloj: Reloj) -> Rendicion:
    """Its document is signed by everybody. Who: the job; idempotent. Writes: Rendicion. Emits: cierre.rendicion.firmada. Raises NoEncontrado."""
    rendicion = _bloqueada(rendicion_id)
    if rendicion.estado == Rendicion.Estado.EN_FIRMA and rendicion.cierre.reapertura_id is None:
        rendicion.estado, rendicion.firmada_el = Rendicion.Estado.FIRMADA, reloj.ahora()
        rendicion.save(update_fields=["estado", "firmada_el"])
        anio = rendicion.cierre.ejercicio_id
        anotar(
            cadena_del_ejercicio(anio),
            RendicionFirmada(anio, rendicion.id),
            actor=actor,
            reloj=reloj,
            filas=[rendicion],
        )
    return rendicion


@accion("cierre.rendicion.devuelta", permiso=RECOGER, norma=NORMA)
def recoger_devolucion(*, actor: Actor, rendicion_id: UUID, reloj: Reloj) -> Rendicion:
    """Somebody sent it back. Who: the job; idempotent. Writes: Rendicion. Emits: cierre.rendicion.devuelta. Raises NoEncontrado."""
    rendicion = _bloqueada(rendicion_id)
    if rendicion.estado == Rendicion.Estado.EN_FIRMA and rendicion.cierre.reapertura_id is None:
        rendicion.estado = Rendicion.Estado.DEVUELTA
        rendicion.save(update_fields=["estado"])
        anio = rendicion.cierre.ejercicio_id
        anotar(
            cadena_del_ejercicio(anio),
            RendicionDevuelta(anio, rendicion.id),
            actor=actor,
            reloj=reloj,
            filas=[rendicion],
        )
    return rendicion


@accion("cierre.rendicion.paso", permiso=RENDIR, norma=NORMA)
def anotar_paso(
    *, actor: Actor, rendicion_id: UUID, paso: str, fecha: date, documento_id: UUID | None, nota: str, reloj: Reloj
) -> PasoDeRendicion:
    """Note the next step of the way of a signed settlement or Cuenta General.

    The Pleno approves after fifteen hábiles of exposure. Who: with `cierre.rendir`. Writes: PasoDeRendicion. Emits: cierre.rendicion.paso. Raises NoEncontrado,
    Conflicto (not signed yet, or its year was opened again), DatosIncorrectos with every problem.
    """
    rendicion = _bloqueada(rendicion_id)
    if rendicion.cierre.reapertura_id is not None:
        raise Conflicto(
            _("El ejercicio se volvió a abrir después de formarla."),
            que_hacer=_("Ciérrelo otra vez y fórmela de nuevo."),
        )
    if rendicion.estado != Rendicion.Estado.FIRMADA:
        raise Conflicto(_("Todavía no está firmada."))
    hechos = dict(rendicion.pasos.values_list("codigo", "fecha"))
    existe = documento_id is not None and Documento.objects.filter(id=documento_id).exists()
    problemas = reglas.problemas_de(
        rendicion.clase,
        hechos,
        paso,
        fecha,
        hoy=hoy(reloj),
        fin_exposicion=fin_de_exposicion(hechos.get("exposicion")),
        con_documento=existe,
    )
    if problemas:
        raise DatosIncorrectos(_("El paso no se ha anotado."), problemas=problemas)
    fila = PasoDeRendicion.objects.create(
        rendicion=rendicion,
        codigo=paso,
        fecha=fecha,
        documento_id=documento_id,
        nota=nota.strip()[:600],
        anotado_el=reloj.ahora(),
        autor_id=actor.id,
    )
    anio = rendicion.cierre.ejercicio_id
    hecho = PasoAnotado(anio, rendicion.id, paso, fecha, documento_id)
    anotar(cadena_del_ejercicio(anio), hecho, actor=actor, reloj=reloj, filas=[fila])
    return fila


def fin_de_exposicion(desde: date | None) -> date | None:
    """The last of the fifteen hábiles of an exposure that began that day."""
    if desde is None:
        return None
    duracion = Duracion(reglas.DIAS_DE_EXPOSICION, Unidad.DIAS_HABILES)
    return calcular(desde, duracion, calendario_de_la_sede(en=desde)).vence


def _bloqueada(rendicion_id: UUID) -> Rendicion:
    """With its closing as it is once the row is ours: who opens the year again holds that row too."""
    rendicion = Rendicion.objects.select_for_update().filter(id=rendicion_id).first()
    if rendicion is None:
        raise NoEncontrado(_("No encontramos esa liquidación ni esa Cuenta General."))
    return rendicion
