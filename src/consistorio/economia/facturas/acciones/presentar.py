"""A supplier files an invoice in the sede: an entry of the registry and, at once, its number in the register of invoices."""

from __future__ import annotations

import io
from datetime import date
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from consistorio.documental.documentos import operaciones as documentos
from consistorio.documental.firma.casa import criterio_de_la_casa
from consistorio.documental.registro.models import Asiento
from consistorio.documental.registro.operaciones import adjunto_de, asentar, asiento_de_clave, el_mismo
from consistorio.documental.registro.tipos import Canal, DatosComplementarios, LibroCodigo
from consistorio.economia.facturas import comprobaciones, entrada, reglas
from consistorio.economia.facturas.acciones.recibir import HECHOS, NORMA, exigir_legible, recibidas_de
from consistorio.economia.facturas.entrada import FACTURA, Llegada
from consistorio.economia.facturas.estructura import leer
from consistorio.economia.facturas.estructura.lectura import MAXIMO_BYTES
from consistorio.economia.facturas.estructura.tipos import Lectura
from consistorio.economia.facturas.firma import Juicio, juzgar
from consistorio.economia.facturas.models import Entrega, Factura
from consistorio.economia.facturas.permisos import PRESENTAR
from consistorio.economia.facturas.responsables import INTERVENCION
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoPermitido, Problema
from consistorio.nucleo.reloj import Reloj, en_madrid, hoy
from consistorio.plataforma.accion import accion, exigir_permiso
from consistorio.plataforma.almacen import operaciones as almacen
from consistorio.plataforma.almacen.operaciones import Admitido
from consistorio.plataforma.identidad.models import Persona
from consistorio.plataforma.organizacion.consultas import puesto_de_organo
from consistorio.plataforma.organizacion.models import Unidad

FICHERO = "fichero"


class FacturaConReparos(DatosIncorrectos):
    """It may be filed as it is, but it would be rejected."""


def presentar(
    *, actor: Actor, flujo: BinaryIO, nombre: str, clave: UUID, asi: bool, reloj: Reloj
) -> tuple[Asiento, list[Factura]]:
    """File a Facturae that one issued, or that was issued by whom one represents in this session. What would get it rejected is said first, all of it;
    with `asi` it is filed all the same, and noted with what is wrong (LPACAP 16: the registry takes what is filed).

    `clave`: of the form; the same one twice files once. Answers the entry and the invoices.
    Who: a citizen with `facturas.presentar`. Writes and emits as `presentar_entrega`.
    Raises NoPermitido (the power is for one procedure), DatosIncorrectos (it cannot be read, or is of another), FacturaConReparos (what is wrong, of
    one that may be filed all the same), Conflicto (that file was filed before).
    """
    exigir_permiso(actor, PRESENTAR, para="facturas.factura.anotada")
    if actor.solo_procedimiento:
        raise NoPermitido(
            _("Su representación es solo para un trámite y no alcanza a las facturas de esa persona."),
            que_hacer=_("Actúe en su propio nombre, o pida un poder que valga para cualquier trámite."),
        )
    datos = flujo.read(MAXIMO_BYTES + 1)
    lectura = leer(datos)
    exigir_legible(lectura)
    juicio = juzgar(datos, criterio_de_la_casa())
    interesado = Persona.objects.get(id=actor.persona_interesada)
    sin_presentar, que_hacer = _("La factura no está presentada."), _("Corríjala y vuelva a elegirla.")
    if problemas := _ajena(lectura, interesado):
        raise DatosIncorrectos(sin_presentar, problemas=problemas, que_hacer=que_hacer)
    if not asi and (problemas := _reparos(lectura, juicio, reloj)):
        raise FacturaConReparos(sin_presentar, problemas=problemas, que_hacer=que_hacer)
    return presentar_entrega(
        actor=actor,
        admitido=almacen.recoger(io.BytesIO(datos)),
        lectura=lectura,
        juicio=juicio,
        nombre=nombre,
        clave=clave,
        reloj=reloj,
    )


@accion(*HECHOS, "registro.asiento.practicado", permiso=PRESENTAR, norma=f"LPACAP arts. 16.1 y 16.4.a; {NORMA}")
def presentar_entrega(
    *, actor: Actor, admitido: Admitido, lectura: Lectura, juicio: Juicio, nombre: str, clave: UUID, reloj: Reloj
) -> tuple[Asiento, list[Factura]]:
    """File what was read and judged already. The entry goes to the accounting office (Ley 25/2013 art. 9.1).

    Who, raises: as `presentar`. Writes and emits as `registro.operaciones.asentar` and `entrada.entregar`.
    """
    contenido = almacen.guardar(admitido, actor=actor, reloj=reloj)
    pedido = asiento_de_clave(llave := f"factura:{clave}")
    if pedido is not None:
        suya = Entrega.objects.get(asiento=el_mismo(pedido, contenido.sha256))
        return pedido, list(suya.facturas.select_related("unidad").order_by("orden"))
    entrada.libro_del(hoy(reloj).year)  # who holds it sees every file that came before
    anterior = entrada.ya_entregada(contenido.sha256)
    if anterior is not None:
        raise Conflicto(
            _("Ese archivo ya se presentó el %(dia)s.") % {"dia": f"{en_madrid(anterior.entrada_el):%d/%m/%Y}"},
            que_hacer=_("Mire en «Mis facturas» cómo está."),
        )
    interesado = Persona.objects.get(id=actor.persona_interesada)
    quien = Persona.objects.get(id=actor.id)
    documento = documentos.incorporar(
        contenido,
        titulo=nombre[:255],
        nombre=nombre,
        tipo_documental=FACTURA,
        origen_administracion=False,
        organo=settings.CONSISTORIO_ENTIDAD["dir3"],
        actor=actor,
        reloj=reloj,
    )
    asiento = asentar(
        libro=LibroCodigo.ENTRADA.value,
        asunto=_("Factura electrónica"),
        interesado=interesado,
        representante=quien if quien != interesado else None,
        unidad_destino=_oficina_contable(lectura, en=hoy(reloj)),
        canal=Canal.SEDE.value,
        clave_idempotencia=llave,
        clave_libre=True,
        huella=contenido.sha256,
        documentos=[adjunto_de(documento, principal=True)],
        complementos=DatosComplementarios(presentado_por=quien),
        actor=actor,
        reloj=reloj,
    )
    llegada = Llegada(
        canal=Entrega.Canal.REGISTRO,
        entrada_el=asiento.presentado_el,
        asiento=asiento,
        version=lectura.version,
        firma=juicio.veredicto if juicio.lleva else "",
        firma_dice=juicio.dice,
    )
    return asiento, entrada.entregar(
        contenido, nombre, llegada, recibidas_de(lectura, juicio), actor=actor, reloj=reloj
    )


def _ajena(lectura: Lectura, interesado: Persona) -> list[Problema]:
    """Whose it is: who files is who issues it."""
    emisor = reglas.nif_sin_prefijo(lectura.emisor.nif)
    if emisor == interesado.nif:
        return []
    mensaje = _(
        "La expide %(emisor)s y usted actúa en nombre de %(nif)s. Elija «Cambiar en nombre de quién actúa» y preséntela."
    )
    return [Problema(FICHERO, mensaje % {"emisor": emisor or _("alguien sin NIF"), "nif": interesado.nif})]


def _reparos(lectura: Lectura, juicio: Juicio, reloj: Reloj) -> list[Problema]:
    """What would get it rejected, in words; what is only worth knowing is said once it is filed."""
    hallazgos = entrada.reparos(recibidas_de(lectura, juicio), entrada_el=reloj.ahora())
    graves = [h for h in hallazgos if h.codigo in reglas.motivos()]
    return [Problema("", f"{h.donde[:1].upper()}{h.donde[1:]}: {h.mensaje}" if h.donde else h.mensaje) for h in graves]


def _oficina_contable(lectura: Lectura, *, en: date) -> Unidad:
    """The accounting office that the invoice names, if it is of this town; else that of Intervención. Raises NoEncontrado."""
    dicha = next((c.codigo for c in lectura.centros if c.papel == "01"), "")
    return comprobaciones.unidad_vigente(dicha, en=en) or puesto_de_organo(INTERVENCION).unidad
