"""What the document of an operation says: what was noted, as it was noted, and who approved it as far as it was known that day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.documental.registro.models import Asiento as AsientoDeRegistro
from consistorio.economia.contabilidad.models import Apunte, Cuenta
from consistorio.economia.documentacion.aprobaciones import aprobaciones_de, autor_de, con_su_identificador
from consistorio.economia.facturas.models import Factura
from consistorio.economia.facturas.obligaciones import suyas
from consistorio.economia.presupuesto import clases
from consistorio.economia.presupuesto.consultas import denominaciones
from consistorio.economia.presupuesto.models import LineaOperacion, Operacion
from consistorio.economia.proyectos.models import AplicacionDeProyecto, DerechoDeAgente
from consistorio.nucleo.reloj import en_madrid
from consistorio.nucleo.tipos import Importe
from consistorio.tramitacion.expedientes.models import Expediente

PLANTILLA: Final = "documento_contable"
_CON_SU_DESTINO: Final = ("aplicacion", "concepto", "cerrado", "no_presupuestario", "fondo", "origen__operacion")


def nombre_de(operacion: Operacion) -> str:
    """What it is, in words: «Anulación: reconocimiento del derecho» of what corrects."""
    nombre = clases.nombre(operacion.clase)
    return _("Corrección negativa: %(n)s") % {"n": nombre[0].lower() + nombre[1:]} if operacion.rebaja else nombre


def datos_de(operacion: Operacion, *, momento: datetime) -> dict[str, object]:
    """The data of its template. `momento`: when it is written, up to when its approvals are told."""
    lineas = list(operacion.lineas.select_related(*_CON_SU_DESTINO).order_by("orden"))
    descuentos = [una for una in lineas if _se_descuenta(operacion, una)]
    propias = [una for una in lineas if not _se_descuenta(operacion, una)]
    datos: dict[str, object] = {
        "clase": operacion.clase,
        "nombre": nombre_de(operacion),
        "ficha": _pares(_de_la_operacion(operacion)),
        "importe": str(Importe(operacion.importe)),
        "lineas": _lineas(propias),
        "procede": _pares(_de_donde_viene(operacion, propias)),
        "anotada": _pares(
            [(_("La anotó"), f"{autor_de(operacion)}. {en_madrid(operacion.anotada_el):%d/%m/%Y %H:%M}")]
        ),
        "aprobaciones": _aprobaciones(operacion),
        "al": momento,
    }
    if descuentos:
        retenido = sum((una.importe for una in descuentos), Decimal(0))
        datos["descuentos"] = [
            {"concepto": _donde(una, {}), "importe": str(Importe(una.importe))} for una in descuentos
        ]
        datos["liquido"] = str(Importe(operacion.importe - retenido))
    if operacion.asiento is not None:
        datos["asiento"] = f"{operacion.asiento}"
        datos["apuntes"] = _apuntes(operacion.asiento_id)
    return datos


def _se_descuenta(operacion: Operacion, linea: LineaOperacion) -> bool:
    return linea.no_presupuestario_id is not None and operacion.libro != Operacion.Libro.NO_PRESUPUESTARIO


def _de_la_operacion(operacion: Operacion) -> list[tuple[str, str]]:
    tercero = operacion.tercero
    quien = f"{tercero.nombre_completo} · {tercero.nif}" if tercero is not None else ""
    cuenta = Cuenta.objects.filter(codigo=operacion.contrapartida).first() if operacion.contrapartida else None
    return [
        (_("Operación"), str(operacion)),
        (_("Ejercicio y libro"), f"{operacion.ejercicio_id}. {operacion.get_libro_display()}"),
        (_("Fecha"), f"{operacion.fecha:%d/%m/%Y}"),
        (_("Signo"), _("Negativo: corrige otra operación") if operacion.rebaja else _("Positivo")),
        (_("Texto"), operacion.texto),
        (_("Tercero"), quien or (_("Varios, de una lista") if operacion.varios else "")),
        (_("Cuenta de contrapartida"), f"{cuenta.codigo} {cuenta.nombre}" if cuenta is not None else ""),
    ]


def _de_donde_viene(operacion: Operacion, lineas: Sequence[LineaOperacion]) -> list[tuple[str, str]]:
    """What it follows or corrects, its case, its invoices with their entry in the registry, its list, its modification and what justifies it."""
    de = [una.origen for una in lineas if una.origen is not None]
    anteriores = dict.fromkeys(str(otra.operacion) for otra in de if otra.operacion_id != operacion.origen_id)
    pendientes = {una.aplica_id for una in lineas if una.aplica_id is not None}
    aplica = LineaOperacion.objects.select_related("operacion").filter(id__in=pendientes) if pendientes else []
    caso = Expediente.objects.filter(id=operacion.expediente_id).first() if operacion.expediente_id else None
    justifica = Documento.objects.filter(id=operacion.documento_id).first() if operacion.documento_id else None
    facturas = _facturas(operacion)
    return [
        (_("Corrige a"), str(operacion.origen) if operacion.origen is not None else ""),
        (_("Sigue de"), ", ".join(anteriores)),
        (_("Aplica lo pendiente de"), ", ".join(dict.fromkeys(str(una.operacion) for una in aplica))),
        (_("Expediente"), caso.numero if caso is not None else ""),
        (_("Factura"), "; ".join(facturas) or operacion.factura),
        (_("Modificación de crédito"), str(operacion.modificacion) if operacion.modificacion is not None else ""),
        (_("Fondo"), next((str(una.fondo) for una in lineas if una.fondo is not None), "")),
        (_("Documento que la justifica"), f"{justifica.titulo} · {justifica.id_eni}" if justifica is not None else ""),
    ]


def _facturas(operacion: Operacion) -> list[str]:
    """Its invoices, with their entry in the registry if they came through it."""
    propias: list[Factura] = list(suyas(operacion.id))
    if operacion.factura_id is not None:
        propias += Factura.objects.filter(id=operacion.factura_id)
    asientos = {
        una.id: una.numero_completo
        for una in AsientoDeRegistro.objects.filter(entregas_de_facturas__facturas__in=propias)
    }
    por_id = {una.id: una for una in propias}
    entradas = dict(Factura.objects.filter(id__in=por_id).values_list("id", "entrega__asiento_id"))
    dichas = []
    for clave, una in por_id.items():
        numero = f"{una.serie} {una.numero_factura}".strip()
        dicho = f"{una.codigo} ({numero})" if numero else una.codigo
        entrada = asientos.get(entradas[clave]) if entradas.get(clave) is not None else None
        dichas.append(_("%(f)s, entrada %(e)s") % {"f": dicho, "e": entrada} if entrada else dicho)
    return dichas


def _lineas(lineas: Sequence[LineaOperacion]) -> list[dict[str, str]]:
    nombres = denominaciones(uno for una in lineas for uno in (una.aplicacion, una.concepto) if uno is not None)
    proyectos = _proyectos(lineas)
    return [
        {
            "donde": _donde(una, nombres),
            "proyecto": proyectos.get(una.id, ""),
            "sigue": str(una.origen.operacion) if una.origen is not None else "",
            "importe": str(Importe(una.importe)),
        }
        for una in lineas
    ]


def _donde(linea: LineaOperacion, nombres: dict[UUID, str]) -> str:
    """The code of its application, concept, balance or concept of no budget, and what it is called."""
    if linea.no_presupuestario is not None:
        return f"{linea.no_presupuestario} {linea.no_presupuestario.denominacion}"
    cual = linea.aplicacion or linea.concepto or linea.cerrado or linea.fondo
    nombre = nombres.get(linea.aplicacion_id or linea.concepto_id or linea.id, "")
    return f"{cual or linea.cuenta} {nombre}".strip()


def _proyectos(lineas: Sequence[LineaOperacion]) -> dict[UUID, str]:
    """The project of each line that is of one: of its application, or of the agent whose right it is."""
    de_aplicacion = dict(
        AplicacionDeProyecto.objects.filter(
            aplicacion__in={una.aplicacion_id for una in lineas if una.aplicacion_id}, proyecto__isnull=False
        ).values_list("aplicacion_id", "proyecto__codigo")
    )
    de_derecho = dict(
        DerechoDeAgente.objects.filter(linea__in=[una.id for una in lineas if una.concepto_id]).values_list(
            "linea_id", "agente__proyecto__codigo"
        )
    )
    dichos = {una.id: de_aplicacion.get(una.aplicacion_id or una.id) or de_derecho.get(una.id) for una in lineas}
    return {clave: str(dicho) for clave, dicho in dichos.items() if dicho}


def _apuntes(asiento_id: UUID | None) -> list[dict[str, str]]:
    filas = Apunte.objects.filter(asiento=asiento_id).select_related("debe", "haber").order_by("orden")
    return [
        {
            "debe": f"{una.debe_id} {una.debe.nombre}",
            "haber": f"{una.haber_id} {una.haber.nombre}",
            "importe": str(Importe(una.importe)),
        }
        for una in filas
    ]


def _aprobaciones(operacion: Operacion) -> list[dict[str, str]]:
    todas = aprobaciones_de(operacion)
    identificadores = con_su_identificador(todas)
    return [
        {
            "que": una.que,
            "quien": una.quien,
            "dia": f"{una.dia:%d/%m/%Y}" if una.dia is not None else "",
            "documento": identificadores.get(una.documento_id, "") if una.documento_id is not None else "",
        }
        for una in todas
    ]


def _pares(pares: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"rotulo": rotulo, "valor": valor} for rotulo, valor in pares if valor]
