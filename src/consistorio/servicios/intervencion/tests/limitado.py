"""Limited control for the tests: the agreement of the Pleno, a list, and answers to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from consistorio.documental.firma.models import PasoFirma
from consistorio.servicios.intervencion import acciones
from consistorio.servicios.intervencion.models import AcuerdoDeControl, ListaDeRequisitos
from consistorio.servicios.intervencion.propuestas_de_requisitos import nombre_del_tipo, propuestos_de
from consistorio.servicios.intervencion.reglas_de_requisitos import RequisitoPedido
from consistorio.servicios.intervencion.requisitos import ControlLimitado, RespuestaDada
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.tests.firmas import firma_paso, firmado

ENERO = date(2026, 1, 1)
POR_QUE = "No consta en el expediente, y se ha pedido dos veces."


def certificado(expediente: Expediente, reloj: RelojDePrueba) -> UUID:
    """A signed document, which stands for the certificate of an agreement."""
    acto = motor.dictar_providencia(
        actor=escenario.empleado("marta", reloj),
        expediente_id=expediente.id,
        texto=["Certifico el acuerdo del Pleno."],
        reloj=reloj,
    )
    firmado(acto, reloj)
    firma_paso(PasoFirma.objects.get(circuito__documento_id=acto.documento_id), reloj)
    return acto.documento_id


def acuerdo(reloj: RelojDePrueba, certificado: UUID, *, desde: date = ENERO, rige: bool = True) -> AcuerdoDeControl:
    """The Pleno agrees that the control is limited, or that it is not any more."""
    return acciones.anotar_acuerdo(
        actor=escenario.empleado("teresa", reloj),
        clave="limitada",
        desde=desde,
        rige=rige,
        documento_id=certificado,
        reloj=reloj,
    )


def lista(
    reloj: RelojDePrueba,
    suyo: AcuerdoDeControl,
    tipo: str = "subvenciones",
    fase: str = "AD",
    *,
    desde: date | None = ENERO,
    rige: bool = True,
    pedidos: Sequence[RequisitoPedido] | None = None,
    quien: str = "teresa",
) -> ListaDeRequisitos:
    """A version of a list: as the program proposes it, if nothing else is said."""
    propuestos = [uno.pedido for uno in propuestos_de(tipo, fase)]
    return acciones.aprobar_lista(
        actor=escenario.empleado(quien, reloj),
        tipo=tipo,
        nombre=nombre_del_tipo(tipo),
        fase=fase,
        desde=desde,
        rige=rige,
        acuerdo_id=suyo.id,
        requisitos=propuestos if pedidos is None else pedidos,
        reloj=reloj,
    )


def contestada(suya: ListaDeRequisitos, salvo: Mapping[int, tuple[str, str]] | None = None) -> ControlLimitado:
    """Its answers: everything is fulfilled, but for what is said by number."""
    distintas = salvo or {}
    return ControlLimitado(
        suya.id,
        tuple(
            RespuestaDada(uno.id, *distintas.get(uno.numero, ("cumple", "")))
            for uno in suya.requisitos.order_by("numero")
        ),
    )
