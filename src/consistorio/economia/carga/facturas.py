"""What is not over in the register of invoices is noted: each with its day there, its state, and the operation of the load that committed it or recognises it."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.carga import fases
from consistorio.economia.carga.cuadre_facturas import TABLA, de_gasto, por_clave
from consistorio.economia.carga.escrito import Escrito
from consistorio.economia.carga.filas import FacturaPendiente, Tablas
from consistorio.economia.facturas import traidas
from consistorio.economia.facturas.entrada import libro_del
from consistorio.economia.facturas.models import Factura, LibroFacturas, RegistroFace
from consistorio.economia.facturas.responsables import INTERVENCION
from consistorio.economia.presupuesto.models import LineaOperacion, Operacion
from consistorio.economia.terceros.operaciones import ficha_de
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.organizacion.consultas import puesto_de_organo, vigente
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.tramitacion.expedientes.models import Expediente


def identificar(t: Tablas, escrito: Escrito) -> None:
    """Which they will be, before the operations of expense that name them: those say so. Writes nothing."""
    escrito.facturas |= {factura.registro: uuid7() for factura in t.facturas_pendientes}
    pendientes = por_clave(t)
    siguen, por_nombre = fases.origenes(t.gastos), {fases.nombre(g): g for g in t.gastos}
    for gasto in t.gastos:
        cual = de_gasto(gasto, por_nombre, siguen)
        suyas = pendientes.get(cual, []) if cual is not None else []
        if len(suyas) == 1:
            escrito.de_facturas[gasto.operacion] = escrito.facturas[suyas[0].registro]


def anotar(t: Tablas, escrito: Escrito) -> None:
    """Those of the table, as they came in. Writes and emits as `traidas.traer`."""
    if not t.facturas_pendientes:
        return
    libro = libro_del(hoy(escrito.reloj).year)
    de_operacion = {nombre.rpartition("/")[0]: linea for nombre, linea in escrito.lineas.items()}
    for factura in sorted(t.facturas_pendientes, key=lambda una: (una.entrada, una.registro)):
        escrito.intentar(
            TABLA,
            factura.registro,
            lambda factura=factura: _anotar(factura, de_operacion, libro, t.huella, escrito),  # type: ignore[misc]
        )
    libro.save(update_fields=["ultimo"])


def _anotar(
    leida: FacturaPendiente, de_operacion: Mapping[str, UUID], libro: LibroFacturas, huella: str, escrito: Escrito
) -> Factura:
    problemas = list[Problema]()
    if anterior := traidas.ya_registrada(leida.emisor.upper(), leida.serie + leida.numero, leida.fecha.year):
        mensaje = _("Ya está aquí: es la %(codigo)s. Quítela de la tabla.") % {"codigo": anterior.codigo}
        problemas.append(Problema("", mensaje))
    if leida.face and RegistroFace.objects.filter(numero=leida.face).exists():
        problemas.append(Problema("", _("Esa factura de FACe ya está aquí. Quítela de la tabla.")))
    expediente = Expediente.objects.filter(numero=leida.expediente).first() if leida.expediente else None
    if leida.expediente and expediente is None:
        mensaje = _("«%(e)s» no es el número de ningún expediente de aquí.") % {"e": leida.expediente}
        problemas.append(Problema("", mensaje))
    unidad = _unidad(leida.unidad, escrito, problemas)
    oficina = _unidad(leida.oficina_contable, escrito, problemas)
    if problemas:
        raise DatosIncorrectos(_("La factura no se ha anotado."), problemas=problemas)
    operacion = _operacion(leida, de_operacion)
    contabilizada = leida.estado == Factura.Estado.CONTABILIZADA and operacion is not None
    traida = traidas.FacturaTraida(
        id=escrito.facturas[leida.registro],
        huella=huella,
        registro=leida.registro,
        entrada=leida.entrada,
        emisor=ficha_de(escrito.persona(leida.emisor), actor=escrito.actor, reloj=escrito.reloj),
        numero=leida.numero,
        serie=leida.serie,
        fecha=leida.fecha,
        concepto=leida.concepto,
        base=leida.base,
        iva=leida.iva,
        tipo_iva=leida.tipo_iva,
        retenido=leida.retencion,
        tipo_retencion=leida.tipo_retencion,
        total=leida.total,
        estado=Factura.Estado.ANOTADA if leida.estado == "devuelta" else leida.estado,
        dice=traidas.en_palabras(leida.registro, leida.estado, conformada=leida.conformada, unidad=unidad),
        unidad=unidad,
        expediente=expediente,
        conformada=leida.conformada,
        contabilizada=operacion.fecha if contabilizada and operacion is not None else None,
        operacion_o=operacion.id if contabilizada and operacion is not None else None,
        compromiso=operacion.id if operacion is not None and not contabilizada else None,
        face=leida.face,
        oficina_contable=_oficina(leida, oficina),
    )
    return traidas.traer(traida, libro, actor=escrito.actor, reloj=escrito.reloj)


def _unidad(dir3: str, escrito: Escrito, problemas: list[Problema]) -> Unidad | None:
    """The unit of today with that code, if one is said."""
    if not dir3:
        return None
    unidad = Unidad.objects.filter(vigente(hoy(escrito.reloj)), dir3=dir3.upper()).first()
    if unidad is None:
        mensaje = _("No hay hoy una unidad con el código %(dir3)s: créela antes de cargar.") % {"dir3": dir3}
        problemas.append(Problema("", mensaje))
    return unidad


def _oficina(leida: FacturaPendiente, dicha: Unidad | None) -> str:
    """The office to which FACe sent it."""
    if not leida.face:
        return ""
    return dicha.dir3 if dicha is not None else puesto_de_organo(INTERVENCION).unidad.dir3


def _operacion(leida: FacturaPendiente, de_operacion: Mapping[str, UUID]) -> Operacion | None:
    """The one that was noted for it. Raises DatosIncorrectos (it was refused, and said why)."""
    if not leida.operacion:
        return None
    hecha = de_operacion.get(leida.operacion)
    if hecha is None:
        mensaje = _("Su operación %(cual)s no se ha anotado.") % {"cual": leida.operacion}
        raise DatosIncorrectos(mensaje, problemas=[Problema("", mensaje)])
    return LineaOperacion.objects.select_related("operacion").get(id=hecha).operacion
