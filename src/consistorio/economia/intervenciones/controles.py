"""With which control an operation of expense is noted, whoever notes it and by whichever door (TRLRHL 214 and 219; RD 424/2017 arts. 7, 17 to 23). It raises.

Who fiscalises gives the conformity of Intervención by noting it. What somebody else notes follows an exemption, a signed result, its case, or a list of payments that Intervención
signed; or it is refused with what to do. What a load brings was controlled in the program that it comes from, and what corrects goes with what it corrects.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db.models import Sum
from django.utils.translation import gettext as _

from consistorio.economia.carga.en_curso import se_esta_cargando
from consistorio.economia.facturas import pagos
from consistorio.economia.facturas.models import Factura
from consistorio.economia.gasto import reglas as gasto
from consistorio.economia.gasto.control import por_que_no_se_compromete
from consistorio.economia.intervenciones import control
from consistorio.economia.intervenciones.consultas import resultado_que_vale
from consistorio.economia.presupuesto.models import ControlOperacion, LineaOperacion, Operacion, OperacionFutura
from consistorio.economia.presupuesto.operaciones.control import controla
from consistorio.economia.presupuesto.tipos import ControlPedido
from consistorio.economia.tributacion.operaciones.autorrepercusion import FORMALIZACION
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, Problema
from consistorio.nucleo.reloj import MADRID
from consistorio.plataforma.auditoria.models import Evento
from consistorio.servicios.intervencion.limites import por_que_no_exime
from consistorio.servicios.intervencion.models import Fiscalizacion
from consistorio.servicios.intervencion.operaciones import POR_RESOLVER
from consistorio.servicios.intervencion.permisos import FISCALIZAR
from consistorio.tramitacion.expedientes.models import Expediente

PAGO_DE_CERRADOS: Final = "PC"
LARGO: Final = 200  # letters of what proves an exemption
_NUMERO: Final = re.compile(r"\b(\d{4})/(\d{1,9})\b")
Modo = ControlOperacion.Modo


@controla
def control_de(
    operacion: Operacion, lineas: Sequence[LineaOperacion], pedido: ControlPedido, actor: Actor
) -> ControlOperacion | None:
    """The control with which an operation is noted, or None when it owes none. Raises FaseIncompatible (it owes one and has none), DatosIncorrectos (it is not exempt)."""
    compromete, reconoce, paga = _lo_que_hace(operacion)
    if not (compromete or reconoce or paga):
        return None
    hallado = ControlOperacion(operacion=operacion, hecho_el=operacion.anotada_el, quien=actor.id)
    if se_esta_cargando():
        hallado.gasto = Modo.CARGADA if compromete else ""
        hallado.intervencion = Modo.CARGADA if reconoce or paga else ""
        return hallado
    fiscaliza, de_casos = actor.puede(FISCALIZAR), _son_de_casos(operacion, lineas)
    if compromete and pedido.exencion and (pedido.examinada or not de_casos):
        if not pedido.examinada:
            _exigir_exenta(operacion, lineas, pedido)
        hallado.gasto, hallado.exencion = Modo.EXENTO, pedido.exencion
        hallado.exento_por, hallado.sin_iva = pedido.por.strip(), pedido.sin_iva
    elif compromete:
        hallado.gasto = _del_gasto(pedido, fiscaliza=fiscaliza, de_casos=de_casos)
    if reconoce or paga:
        hallado.intervencion = Modo.AL_CONTABILIZAR if fiscaliza else ""
    if reconoce and not fiscaliza:
        _con_su_resultado(hallado, de_casos=de_casos)
    if paga and not fiscaliza:
        _pagar(hallado, lineas, pedido)
    if compromete and not hallado.gasto:
        raise _sin_fiscalizar()
    return hallado if hallado.gasto or hallado.intervencion else None


def _lo_que_hace(operacion: Operacion) -> tuple[bool, bool, bool]:
    """Whether it commits, recognises or pays (or orders that it be paid)."""
    clase = operacion.clase
    if operacion.libro == Operacion.Libro.CERRADOS:
        return False, False, clase == PAGO_DE_CERRADOS
    if operacion.libro != Operacion.Libro.GASTO:
        return False, False, False
    return gasto.compromete(clase), gasto.reconoce(clase), gasto.paga(clase)


def _son_de_casos(operacion: Operacion, lineas: Sequence[LineaOperacion]) -> bool:
    """Whether all of it is of some case, whose control `gasto` asks for."""
    if operacion.expediente_id is not None:
        return True
    return all(una.origen is not None and una.origen.operacion.expediente_id is not None for una in lineas)


def _del_gasto(pedido: ControlPedido, *, fiscaliza: bool, de_casos: bool) -> str:
    if de_casos:
        return Modo.EXPEDIENTE
    if pedido.anterior:
        return Modo.ANTERIOR
    return Modo.AL_CONTABILIZAR if fiscaliza else ""


def _exigir_exenta(operacion: Operacion, lineas: Sequence[LineaOperacion], pedido: ControlPedido) -> None:
    """It has no previous control, for a reason that holds. Raises DatosIncorrectos."""
    por = pedido.por.strip()
    anteriores = [una.origen.operacion for una in lineas if una.origen is not None]
    con_iva = max(una.importe for una in (operacion, *(una for una in anteriores if gasto.compromete(una.clase))))
    sin_iva = pedido.sin_iva if pedido.sin_iva is not None else con_iva
    problemas = []
    if motivo := por_que_no_exime(pedido.exencion, por, sin_iva=sin_iva, con_iva=con_iva, en=operacion.fecha):
        problemas.append(Problema("exencion", motivo))
    if not con_iva / gasto.IVA_GENERAL <= sin_iva + 1 <= con_iva + 1:
        mensaje = _("El valor sin IVA no es el de ese importe: no pasa de él, y con el 21 % llega a él.")
        problemas.append(Problema("sin_iva", mensaje))
    if pedido.exencion == "contrato_menor_obras" and not _son_de_obras(lineas):
        problemas.append(Problema("exencion", _("No es de obras: la aplicación no es de las que pagan obras.")))
    if pedido.exencion == "tracto_sucesivo" and por and not _consta_el_primero(por, operacion):
        mensaje = _(
            "No encontramos esa operación: tiene que comprometer, ser anterior, con el mismo tercero, sin anular y no estar ella misma exenta. Escríbala así: AD 2026/12."
        )
        problemas.append(Problema("exento_por", mensaje))
    if len(por) > LARGO:
        problemas.append(Problema("exento_por", _("Pasa de %(n)d letras.") % {"n": LARGO}))
    if problemas:
        raise DatosIncorrectos(_("La operación no se ha contabilizado."), problemas=problemas)


def _son_de_obras(lineas: Sequence[LineaOperacion]) -> bool:
    economicas = [una.aplicacion.economica for una in lineas if una.aplicacion is not None]
    return gasto.contrato_menor_de(economicas) == "menor_obras"


def _consta_el_primero(por: str, operacion: Operacion) -> bool:
    """Whether the first act of something of tracto sucesivo is an operation that committed it before, with the same third party, was not annulled whole and was not itself exempt (RD
    424/2017 art. 17). One that was noted before controls were kept has none on record."""
    dicho = _NUMERO.search(por)
    if dicho is None:
        return False
    libro = Operacion.Libro.GASTO
    suya = Operacion.objects.select_related("control").filter(
        ejercicio=int(dicho[1]), libro=libro, numero=int(dicho[2]), signo=1
    )
    suya = suya.filter(fecha__lte=operacion.fecha).annotate(anulado=Sum("correcciones__importe"))
    primera = suya.exclude(pk=operacion.pk).exclude(control__gasto=Modo.EXENTO).first()
    if primera is None or not gasto.compromete(primera.clase) or not primera.importe + (primera.anulado or 0):
        return False
    sin_nadie_todavia = any(una.tercero_id is None and "D" not in una.clase for una in (primera, operacion))
    return sin_nadie_todavia or primera.tercero_id == operacion.tercero_id


def _con_su_resultado(hallado: ControlOperacion, *, de_casos: bool) -> None:
    """What somebody else recognises: of a case, which asks for its own; or with the signed result on its invoice, which covers what it commits too. Raises FaseIncompatible."""
    operacion = hallado.operacion
    if de_casos:
        hallado.intervencion = Modo.EXPEDIENTE
        return
    factura = Factura.objects.filter(id=operacion.factura_id).first() if operacion.factura_id is not None else None
    resultado = resultado_que_vale(factura) if factura is not None else None
    if resultado is None or (resultado.importe or 0) < _reconocido_de(operacion.factura_id):
        control.exigir_para_obligar(operacion)
        raise FaseIncompatible(
            _(
                "La obligación no se puede reconocer sin su intervención (TRLRHL artículo 214; RD 424/2017 artículo 18)."
            ),
            que_hacer=_(
                "Pida a Intervención que la contabilice, o prepárela como operación previa para que Intervención la acepte. Con una factura que tenga el resultado firmado, anótela con esa factura y por un importe que no pase del suyo."
            ),
        )
    hallado.intervencion, hallado.resultado = Modo.RESULTADO, resultado
    hallado.gasto = hallado.gasto or (Modo.RESULTADO if gasto.compromete(operacion.clase) else "")


def _reconocido_de(factura_id: UUID | None) -> Decimal:
    """What the operations of an invoice recognise, this one included, in euros: one result is not used twice."""
    suyas = Operacion.objects.filter(factura_id=factura_id, libro=Operacion.Libro.GASTO, clase__contains="O")
    return suyas.aggregate(suma=Sum("importe"))["suma"] or Decimal(0)


def _pagar(hallado: ControlOperacion, lineas: Sequence[LineaOperacion], pedido: ControlPedido) -> None:
    """What somebody else orders or pays. An order may have none of its own yet: its payment asks. Raises FaseIncompatible."""
    operacion = hallado.operacion
    if pedido.en_relacion:
        hallado.intervencion = Modo.RELACION
    elif operacion.contrapartida == FORMALIZACION:
        hallado.intervencion = Modo.COMPENSADO
    elif lineas and all(_orden_intervenida(una) for una in lineas if una.aplicacion_id is not None):
        hallado.intervencion = Modo.ORDEN if operacion.libro == Operacion.Libro.GASTO else ""
    if hallado.intervencion:
        return
    obligaciones = [una.id for una in pagos.obligaciones_de(operacion.id)]
    # A load left it to be paid, and the bank has paid it: nobody could be asked before
    if not obligaciones and pedido.del_banco:
        hallado.intervencion = Modo.BANCO
        return
    resultados = _pagos_con_resultado(obligaciones)
    if obligaciones and set(obligaciones) <= resultados.keys() | _pagos_intervenidos(
        set(obligaciones) - resultados.keys()
    ):
        hallado.resultado = next(iter(resultados.values()), None)
        hallado.intervencion = Modo.RESULTADO if resultados else Modo.EXPEDIENTE
    elif operacion.clase != "P" and not (_son_de_casos(operacion, lineas) and operacion.libro == Operacion.Libro.GASTO):
        control.exigir_para_pagar(operacion, en=operacion.anotada_el.astimezone(MADRID).date())  # what it waits for
        raise FaseIncompatible(
            _("El pago no está intervenido (TRLRHL artículo 214; RD 424/2017 artículos 21 a 23)."),
            que_hacer=_como_se_interviene(obligaciones),
        )


def falta_intervenir(una: Operacion, actor: Actor, *, del_banco: bool = False) -> str:
    """In words, what the payment by hand of an order or of an obligation lacks for somebody to note it; "" when it was intervened, they do it by noting it, or a load left it and
    the bank charged it by itself (`del_banco`)."""
    de_orden = una.clase.endswith("P") and _la_contabilizo_intervencion(una.id)
    if actor.puede(FISCALIZAR) or de_orden:
        return ""
    obligaciones = [otra.id for otra in pagos.obligaciones_de(una.id)]
    if del_banco and not obligaciones:
        return ""
    hechas = _pagos_con_resultado(obligaciones).keys() | _pagos_intervenidos(obligaciones)
    return "" if obligaciones and set(obligaciones) <= hechas else _como_se_interviene(obligaciones)


def _como_se_interviene(obligaciones: Collection[UUID]) -> str:
    if not obligaciones:  # what a load left to be paid: nobody can be asked for its result
        return _("Páguelo con una relación que firme Intervención o, si el banco ya lo cargó, diga con qué movimiento.")
    return _(
        "Páguelo con una relación que firme Intervención, o pida a Intervención que intervenga el pago en «Control de Intervención»."
    )


def _orden_intervenida(linea: LineaOperacion) -> bool:
    """Whether what a line pays was ordered by an operation that who fiscalises noted."""
    if linea.origen is None or not linea.origen.operacion.clase.endswith("P"):
        return False
    return _la_contabilizo_intervencion(linea.origen.operacion_id)


def _la_contabilizo_intervencion(operacion_id: UUID) -> bool:
    return ControlOperacion.objects.filter(operacion=operacion_id, intervencion=Modo.AL_CONTABILIZAR).exists()


def _pagos_con_resultado(obligaciones: Collection[UUID]) -> dict[UUID, Fiscalizacion]:
    """The signed results on the payment of some obligations, by them."""
    dichas = Fiscalizacion.objects.filter(
        clase=Fiscalizacion.Clase.PAGO,
        objeto__in=[f"operacion:{una}" for una in obligaciones],
        estado__in=control.CONFORMES,
    ).exclude(reparos__estado__in=POR_RESOLVER)
    return {UUID(una.objeto.partition(":")[2]): una for una in dichas.order_by("id")}


def _pagos_intervenidos(obligaciones: Collection[UUID]) -> set[UUID]:
    """Those of some obligations whose payment was intervened in their case, as its facts say."""
    if not obligaciones:
        return set()
    casos = Operacion.objects.filter(id__in=obligaciones, expediente_id__isnull=False)
    cadenas = [f"expediente:{uno}" for uno in casos.values_list("expediente_id", flat=True)]
    hechos = Evento.objects.filter(cadena__in=cadenas, tipo="gasto.pago.intervenido")
    return {UUID(str(dicha)) for dicha in hechos.values_list("datos__operacion_id", flat=True)} & set(obligaciones)


def exigir_futuro_fiscalizado(futura: OperacionFutura, actor: Actor) -> None:
    """Assert that what is authorised or committed of later years has its control: who fiscalises notes it, its case bears it, or a load brings it. Raises FaseIncompatible."""
    nueva = futura.signo > 0 and gasto.compromete(futura.clase)
    if not nueva or actor.puede(FISCALIZAR) or se_esta_cargando():
        return
    de_caso = futura.expediente_id
    casos = Expediente.objects.select_related("version")
    caso = casos.filter(id=de_caso).first() if de_caso is not None else None
    if caso is None:
        raise _sin_fiscalizar(_("Anótelo en su expediente fiscalizado, o pida a Intervención que lo anote."))
    suyas = OperacionFutura.objects.filter(expediente_id=caso.id, clase__startswith="A")
    de_otros_anios = suyas.aggregate(suma=Sum("importe"))["suma"] or Decimal(0)
    if motivo := por_que_no_se_compromete(caso, de_otros_anios):
        raise FaseIncompatible(
            _("El gasto del expediente %(n)s no se puede comprometer.") % {"n": caso.numero},
            que_hacer=" ".join((motivo, _("Pida la fiscalización en el expediente."))),
        )


def _sin_fiscalizar(que_hacer: str = "") -> FaseIncompatible:
    return FaseIncompatible(
        _(
            "El gasto no se puede comprometer sin su fiscalización previa (TRLRHL artículo 214; RD 424/2017 artículo 7)."
        ),
        que_hacer=que_hacer
        or _(
            "Diga por qué está exento y qué lo prueba, anótelo en su expediente fiscalizado, o prepárelo como operación previa para que Intervención lo acepte."
        ),
    )
