"""Note that what was ordered had not been fiscalised, and what is owed meanwhile in 413 (RD 424/2017 art. 28)."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.acceso import tomar_diario
from consistorio.economia.facturas.acceso import factura_para
from consistorio.economia.facturas.devengos import esta_devengada, numero_de
from consistorio.economia.facturas.models import Factura
from consistorio.economia.intervenciones import cosas, iva
from consistorio.economia.presupuesto.operaciones import gasto as presupuesto
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.economia.presupuesto.vinculacion import leer_clave
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.servicios.intervencion import omisiones
from consistorio.servicios.intervencion.acceso import omision_para
from consistorio.servicios.intervencion.models import Omision
from consistorio.servicios.intervencion.models.omisiones import PENDIENTES
from consistorio.servicios.intervencion.permisos import FISCALIZAR
from consistorio.tramitacion.expedientes.acceso import expediente_para

NORMA = "RD 424/2017 art. 28.1 y 28.2"
MAXIMO_TEXTO = 6000
_ABIERTAS = (Factura.Estado.ANOTADA, Factura.Estado.REMITIDA, Factura.Estado.CONFORMADA)


@accion("intervencion.omision.notada", permiso=FISCALIZAR, norma=NORMA)
def anotar_omision(*, actor: Actor, factura_id: UUID, como: str, decide: str, aplicacion: str, reloj: Reloj) -> Omision:
    """Note that what an invoice pays was ordered without being fiscalised: nothing of it is recognised nor paid until it is decided.

    `como`: how it was found; `decide`: of `Omision.Decide`; `aplicacion`: where it would go, or "". Who: `intervencion.fiscalizar`, who sees the invoice.
    Writes: Omision. Emits: intervencion.omision.notada. Raises NoEncontrado, DatosIncorrectos with every problem, FaseIncompatible (its obligation is noted, or
    it was noted already).
    """
    factura = factura_para(actor, factura_id, motivo=FISCALIZAR, reloj=reloj, bloquear=True)
    if factura.estado not in _ABIERTAS:
        raise FaseIncompatible(
            _("La factura está así: %(e)s. Ya no cabe anotar la omisión.") % {"e": factura.get_estado_display()},
            que_hacer=_("Si su obligación se reconoció sin fiscalizar el gasto, anúlela antes con su negativo."),
        )
    return _anotar(cosas.de_factura(factura), como, decide, aplicacion, actor=actor, reloj=reloj)


@accion("intervencion.omision.notada", permiso=FISCALIZAR, norma=NORMA)
def anotar_omision_de_expediente(
    *, actor: Actor, expediente_id: UUID, importe: Decimal | None, como: str, decide: str, aplicacion: str, reloj: Reloj
) -> Omision:
    """Note that what a case spends was ordered without being fiscalised: nothing of it is recognised nor paid until it is decided.

    `importe`: in euros, with VAT. Who: `intervencion.fiscalizar`, of a case that they may see. Writes: Omision. Emits: intervencion.omision.notada. Raises
    NoEncontrado, NoPermitido, DatosIncorrectos with every problem, FaseIncompatible.
    """
    expediente = expediente_para(actor, expediente_id, FISCALIZAR, bloquear=True)
    cosa = cosas.de_expediente(expediente, importe or Decimal(0))
    return _anotar(cosa, como, decide, aplicacion, actor=actor, reloj=reloj)


def _anotar(cosa: cosas.Cosa, como: str, decide: str, aplicacion: str, *, actor: Actor, reloj: Reloj) -> Omision:
    problemas = []
    if cosa.importe <= 0:
        problemas.append(Problema("importe", _("Escriba el importe, con IVA y mayor que cero.")))
    if not 10 <= len(como.strip()) <= MAXIMO_TEXTO:
        problemas.append(Problema("como", _("Escriba cómo se conoció: qué se encargó, quién y cuándo.")))
    if decide not in Omision.Decide.values:
        problemas.append(Problema("decide", _("Elija quién decide si continúa.")))
    if aplicacion.strip() and leer_clave(aplicacion) is None:
        problemas.append(Problema("aplicacion", _("Eso no es una aplicación. Por ejemplo, 920.22706.")))
    if problemas:
        raise DatosIncorrectos(_("La omisión no se ha anotado."), problemas=problemas)
    return omisiones.notar(
        Omision(
            objeto=cosa.objeto,
            expediente=cosa.expediente,
            unidad=cosa.unidad,
            asunto=cosa.asunto,
            importe=cosa.importe,
            aplicacion=aplicacion.strip(),
            ejercicio=hoy(reloj).year,
            como=como.strip(),
            notada_el=reloj.ahora(),
            notada_por=actor.id,
            decide=decide,
        ),
        actor=actor,
        reloj=reloj,
    )


@accion(
    "presupuesto.devengado",
    "intervencion.omision.devengada",
    permiso=FISCALIZAR,
    norma="RD 424/2017 art. 28.1; Orden HAP/1781/2013, quinta parte, cuenta 413",
)
def devengar_omision(
    *,
    actor: Actor,
    omision_id: UUID,
    aplicacion: str,
    reloj: Reloj,
    actividad: str = "",
    destino: str = "comun",
) -> Omision:
    """Note in 413 what is owed and may not be recognised while an omission of an invoice is not settled: it is applied with its obligation, this year or a later one.

    `aplicacion`: the one that would bear it; `actividad`, `destino`: as in `FacturaPorIntervenir`, what is deducted is not noted. Who: `intervencion.fiscalizar`. Writes: Operacion and its entry, Omision. Emits: presupuesto.devengado,
    intervencion.omision.devengada. Raises NoEncontrado, DatosIncorrectos, FaseIncompatible (it is noted, it is settled, or it is of no invoice), Conflicto.
    """
    omision_para(actor, omision_id, motivo=FISCALIZAR, reloj=reloj)
    clase, _separador, clave = Omision.objects.get(id=omision_id).objeto.partition(":")
    if clase != "factura":
        raise FaseIncompatible(
            _("En la 413 se anota lo que dice una factura."), que_hacer=_("Anote la omisión de cada factura.")
        )
    factura = factura_para(actor, UUID(clave), motivo=FISCALIZAR, reloj=reloj)
    tomar_diario(hoy(reloj).year)
    if esta_devengada(factura, hoy(reloj).year):
        raise FaseIncompatible(_("Ya está anotado en la 413."))
    cosa = cosas.de_factura(factura)
    codigo = aplicacion.strip()
    if leer_clave(codigo) is None:
        mensaje = _("Escriba la aplicación que lo soportaría. Por ejemplo, 920.22706.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("aplicacion", mensaje)])
    importe, anio = cosa.importe, hoy(reloj).year
    if actividad:
        if motivos := iva.problemas_de(factura, actividad, anio=anio):
            problemas = [Problema("actividad", motivo) for motivo in motivos]
            raise DatosIncorrectos(_("Lo que se debe no se ha anotado."), problemas=problemas)
        importe = iva.gasto_de(factura, actividad, destino, anio=anio)
    cabecera = Cabecera(
        fecha=hoy(reloj),
        texto=cosa.asunto,
        tercero_id=cosa.tercero_id,
        expediente_id=factura.expediente_id,
        documento_id=factura.entrega.original_id,
        factura_id=factura.id,
        factura=numero_de(factura),
    )
    operacion = presupuesto.devengar(cabecera, [LineaPedida(importe, codigo=codigo)], actor=actor, reloj=reloj)
    omision = omisiones.bloqueada(omision_id)
    omisiones.exigir(omision, *PENDIENTES)
    omisiones.devengada(omision, operacion.id, actor=actor, reloj=reloj)
    return omision
