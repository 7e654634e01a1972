"""The invoices of the example town under the control of Intervención: waiting for their conformity, examined, objected to, and one that nobody fiscalised."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from consistorio.cli.datos_demo.bancos import PROVEEDORES, papel
from consistorio.cli.datos_demo.gente import INTERVENCION, JEFATURA, actor, hace
from consistorio.cli.recorrido.navegador import PasoFallido
from consistorio.cli.recorrido.relato import Relato, dejar_trabajar
from consistorio.cli.recorrido.siembra import pueblo
from consistorio.economia.facturas import acciones as facturas
from consistorio.economia.facturas.acciones.recibir import FacturaEnPapel
from consistorio.economia.facturas.models import Factura
from consistorio.economia.intervenciones import acciones
from consistorio.economia.intervenciones.acciones import FacturaPorIntervenir
from consistorio.economia.terceros.models import Tercero
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.organizacion.models import Empleado
from consistorio.servicios.intervencion import acciones as intervencion
from consistorio.servicios.intervencion.models import Omision, Reparo
from consistorio.servicios.intervencion.propuestas_de_requisitos import nombre_del_tipo, propuestos_de
from consistorio.servicios.intervencion.requisitos import ControlLimitado, RespuestaDada

UNIDAD, APLICACION = "LA0009986", "920.22706"
# Days that each has waited for who heads its unit
POR_CONFORMAR = (
    ("papel", "P-1044", "Impresión de planos de la revisión del catálogo", "318.00", 3),
    ("limpieza", "L-2207", "Limpieza del archivo de expedientes", "1460.00", 20),
    ("luz", "E-0981", "Revisión de la instalación de la oficina de Licencias", "2275.00", 45),
)


def sembrar() -> Sequence[str]:
    """Once, with the town running: what is objected to is signed at its desks. The town is good without the signatures: what was done stays."""
    if Reparo.objects.exists() or Omision.objects.exists() or not Tercero.objects.filter(persona__nif="B12345674"):
        return []
    for quien, numero, concepto, base, dias in POR_CONFORMAR:
        _llega(quien, numero, concepto, base, dias)
    _por_intervenir()
    _sin_fiscalizar()
    lineas = [
        "  facturas por conformar desde hace 3, 20 y 45 días (Marta); una omisión y una comprobación material (Teresa)"
    ]
    try:
        _con_reparo()
    except PasoFallido as error:
        return [*lineas, f"  el reparo de ejemplo no está completo: se paró en {error}"]
    lineas.append("  un reparo con discrepancia, que resuelve la Alcaldía (Isabel)")
    try:
        _limitado()
    except PasoFallido as error:
        return [*lineas, f"  el control limitado de ejemplo no está completo: se paró en {error}"]
    return [*lineas, "  control limitado: dos listas de requisitos y una factura examinada con una de ellas (Teresa)"]


def _llega(quien: str, numero: str, concepto: str, base: str, dias: int) -> Factura:
    reloj = reloj_de_la_casa()
    nif, nombre, _iban = PROVEEDORES[quien]
    total = Decimal(base) * Decimal("1.21")
    una = FacturaEnPapel(
        emisor_nif=nif,
        emisor_nombre=nombre,
        numero=numero,
        fecha=hace(dias + 1),
        concepto=concepto,
        base=base.replace(".", ","),
        iva="21",
        total=f"{total:.2f}".replace(".", ","),
        unidad=UNIDAD,
        entrada=reloj.ahora() - (hoy(reloj) - hace(dias)),
    )
    return facturas.recibir_papel(
        actor=actor(INTERVENCION),
        papel=una,
        flujo=io.BytesIO(papel(f"Factura {numero}")),
        nombre=f"{numero}.pdf",
        reloj=reloj,
    )


def _conforma(una: Factura, observaciones: str = "") -> None:
    facturas.conformar(actor=actor(JEFATURA), factura_id=una.id, observaciones=observaciones, reloj=reloj_de_la_casa())


def _por_intervenir() -> None:
    """Conformed: who conformed it signs it, and Intervención has it next."""
    _conforma(_llega("limpieza", "L-2198", "Limpieza semanal de la oficina de Licencias", "640.00", 16), "Conforme.")


def _sin_fiscalizar() -> None:
    """One that was ordered by telephone, and another that somebody has to receive before it is recognised."""
    reloj, teresa = reloj_de_la_casa(), actor(INTERVENCION)
    encargada = _llega("luz", "E-0977", "Sustitución urgente de luminarias", "16800.00", 33)
    acciones.anotar_omision(
        actor=teresa,
        factura_id=encargada.id,
        como="La encargó el área por teléfono, sin contrato ni propuesta de gasto.",
        decide="presidencia",
        aplicacion=APLICACION,
        reloj=reloj,
    )
    recibida = _llega("papel", "P-1039", "Mesas de trabajo para la sala de planos", "52000.00", 8)
    teresa_id = Empleado.objects.get(cuenta__usuario=INTERVENCION).id
    acciones.designar_comprobacion(
        actor=teresa,
        factura_id=recibida.id,
        expediente_id=None,
        importe=None,
        designado_id=teresa_id,
        prevista_el=hoy(reloj) + timedelta(days=6),
        reloj=reloj,
    )


def _con_reparo() -> None:
    """Intervención objects, who heads the unit does not agree, and the Presidencia has to settle it."""
    reloj = reloj_de_la_casa()
    una = _llega("limpieza", "L-2183", "Retirada de escombros de una obra parada", "3900.00", 24)
    _conforma(una)
    acciones.intervenir_facturas(
        actor=actor(INTERVENCION),
        pedidas=[FacturaPorIntervenir(una.id, aplicacion=APLICACION)],
        resultado="reparo",
        causas=["tramites"],
        texto=["No consta el contrato menor que pide el artículo 118 de la Ley 9/2017, ni su propuesta de gasto."],
        reloj=reloj,
    )
    relato = Relato(pueblo())
    relato.empleado(INTERVENCION).firmar("Intervención del reconocimiento")
    dejar_trabajar()
    reparo = Reparo.objects.filter(objeto=una.referencia).first()
    if reparo is None:
        raise PasoFallido("no hay reparo después de firmarlo")
    intervencion.discrepar_de_objecion(
        actor=actor(JEFATURA),
        reparo_id=reparo.id,
        texto=["Fue un encargo de emergencia del artículo 120 de la Ley 9/2017, por peligro para las personas."],
        gasto_del_pleno=False,
        reloj=reloj,
    )
    relato.empleado(JEFATURA).firmar("Discrepancia")
    dejar_trabajar()


def _limitado() -> None:
    """The Pleno agreed that the control is limited, with the report of Intervención; an invoice is examined by its list."""
    reloj, teresa = reloj_de_la_casa(), actor(INTERVENCION)
    relato, enero = Relato(pueblo()), date(hoy(reloj).year, 1, 1)
    informe = intervencion.formar_informe(actor=teresa, anio=enero.year - 1, clase="resumen", reloj=reloj)
    relato.empleado(INTERVENCION).firmar("Informe resumen")
    dejar_trabajar()
    acuerdo = intervencion.anotar_acuerdo(
        actor=teresa,
        clave="limitada",
        desde=enero,
        rige=True,
        documento_id=informe.documento_id,
        nota="Acuerdo de ejemplo, con el informe de Intervención.",
        reloj=reloj,
    )
    listas = [
        intervencion.aprobar_lista(
            actor=teresa,
            tipo=tipo,
            nombre=nombre_del_tipo(tipo),
            fase=fase,
            desde=enero,
            rige=True,
            acuerdo_id=acuerdo.id,
            requisitos=[uno.pedido for uno in propuestos_de(tipo, fase)],
            reloj=reloj,
        )
        for tipo, fase in (("contrato_servicios", "O"), ("subvenciones", "AD"))
    ]
    una = _llega("limpieza", "L-2190", "Limpieza de fin de obra del salón de actos", "850.00", 12)
    _conforma(una, "Conforme.")
    dejar_trabajar()
    relato.empleado(JEFATURA).firmar(una.codigo)
    dejar_trabajar()
    *cumplidos, previa = listas[0].requisitos.order_by("numero")
    exenta = RespuestaDada(previa.id, "no_procede", "Es un contrato menor: no se fiscaliza antes (artículo 17).")
    acciones.intervenir_facturas(
        actor=teresa,
        pedidas=[
            FacturaPorIntervenir(
                una.id, aplicacion=APLICACION, exento="contrato_menor", exento_por="Contrato menor de limpieza"
            )
        ],
        resultado="observaciones",
        causas=(),
        texto=["Conviene licitar la limpieza del año que viene, en lugar de encargarla cada vez."],
        limitado=ControlLimitado(listas[0].id, (*(RespuestaDada(uno.id, "cumple") for uno in cumplidos), exenta)),
        reloj=reloj,
    )
    relato.empleado(INTERVENCION).firmar("Intervención del reconocimiento")
    dejar_trabajar()
