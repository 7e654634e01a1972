"""Whoever pays says why before its turn (TRLRHL 187); before the debt, nobody does (LO 2/2012 art. 14). Reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consistorio.economia.presupuesto.models import LineaOperacion, Nomina, Operacion, SaldoCerrado
from consistorio.economia.presupuesto.reglas import LARGO_TEXTO
from consistorio.economia.presupuesto.tipos import LineaPedida
from consistorio.economia.tesoreria import adelantos, prelacion, reglas
from consistorio.economia.tesoreria.models import Ordinal
from consistorio.economia.tesoreria.prelacion import PorPagar
from consistorio.economia.tesoreria.reglas import Pendiente
from consistorio.nucleo.errores import Problema

MINIMO_MOTIVO = 10
NOMBRADOS = 5  # payments that a message names
_EN_METALICO = (Ordinal.Clase.CAJA, Ordinal.Clase.CAJA_FIJA)


def problemas_de_turno(
    fuera: Sequence[PorPagar], motivo: str, *, se_niega: bool = True, al_ordenar: bool = False
) -> list[Problema]:
    """What is wrong with leaving some payments behind. `motivo`: why; `se_niega`: no reason is enough to leave debt behind; `al_ordenar`: they are ordered, not paid yet."""
    deuda = de_deuda(fuera)
    if deuda and se_niega:
        mensaje = _(
            "Antes hay que pagar los intereses y el capital de la deuda, %(cuales)s: tienen prioridad absoluta (Ley Orgánica 2/2012, artículo 14)."
        )
        if al_ordenar:
            mensaje = _(
                "Antes, o a la vez, hay que ordenar los intereses y el capital de la deuda, %(cuales)s: tienen prioridad absoluta (Ley Orgánica 2/2012, artículo 14)."
            )
        return [Problema("pagos", _con_lo_sin_ordenar(mensaje % {"cuales": _nombrados(deuda)}, deuda, al_ordenar))]
    if not fuera or len(motivo.strip()) >= MINIMO_MOTIVO:
        return []
    datos = {"n": min(len(fuera), NOMBRADOS), "cuales": _nombrados(fuera)}
    mensaje = (_mensaje_al_ordenar if al_ordenar else _mensaje_al_pagar)(len(fuera)) % datos
    return [Problema("motivo_orden", _con_lo_sin_ordenar(mensaje, fuera, al_ordenar))]


def _mensaje_al_pagar(cuantos: int) -> str:
    if cuantos > NOMBRADOS:
        return _(
            "Deja sin pagar más de %(n)d pagos que van antes: %(cuales)s. Inclúyalos o explique por qué se paga fuera de orden."
        )
    return ngettext(
        "Deja sin pagar %(n)d pago que va antes: %(cuales)s. Inclúyalo o explique por qué se paga fuera de orden.",
        "Deja sin pagar %(n)d pagos que van antes: %(cuales)s. Inclúyalos o explique por qué se paga fuera de orden.",
        cuantos,
    )


def _mensaje_al_ordenar(cuantos: int) -> str:
    if cuantos > NOMBRADOS:
        return _(
            "Deja sin ordenar más de %(n)d obligaciones que van antes: %(cuales)s. Inclúyalas o explique por qué se ordena fuera de turno."
        )
    return ngettext(
        "Deja sin ordenar %(n)d obligación que va antes: %(cuales)s. Inclúyala o explique por qué se ordena fuera de turno.",
        "Deja sin ordenar %(n)d obligaciones que van antes: %(cuales)s. Inclúyalas o explique por qué se ordena fuera de turno.",
        cuantos,
    )


def _con_lo_sin_ordenar(mensaje: str, fuera: Sequence[PorPagar], al_ordenar: bool) -> str:
    """With where what nobody ordered is ordered, when it has to be before it is paid."""
    if al_ordenar or not any(p.clase == prelacion.RECONOCIDA for p in fuera):
        return mensaje
    return " ".join((mensaje, _("Lo que nadie ha ordenado se ordena en «Por ordenar».")))


def con_su_motivo(texto: str, motivo: str) -> str:
    """The text of what goes before its turn, with why."""
    return _("%(texto)s. Fuera de orden: %(motivo)s") % {"texto": texto.strip(), "motivo": motivo.strip()}


def texto_en_su_turno(
    texto: str, fuera: Sequence[PorPagar], motivo: str, *, se_niega: bool, al_ordenar: bool = False
) -> tuple[str, list[Problema]]:
    """The text of a payment that leaves some behind, with why, and what is wrong with that, as `problemas_de_turno`."""
    problemas = problemas_de_turno(fuera, motivo, se_niega=se_niega, al_ordenar=al_ordenar)
    if not fuera or not motivo.strip():
        return texto, problemas
    texto = con_su_motivo(texto, motivo)
    if len(texto) > LARGO_TEXTO:
        mensaje = _("El texto y el motivo, juntos, tienen %(n)d letras como mucho.") % {"n": LARGO_TEXTO}
        problemas.append(Problema("motivo_orden", mensaje))
    return texto, problemas


def de_deuda(pagos: Sequence[PorPagar]) -> list[PorPagar]:
    """Those that are interest or capital of the debt."""
    return [p for p in pagos if p.turno.categoria == reglas.DEUDA]


def saltados_a_mano(lineas: Sequence[LineaPedida], en: date) -> list[PorPagar]:
    """What has its turn before what is paid by hand (orders, obligations that nobody ordered, or those of closed years): the first of it, enough to be named and to say that there is more."""
    elegidos = _de_lineas(lineas)
    saldos = SaldoCerrado.objects.filter(id__in=[una.cerrado for una in lineas if una.cerrado is not None])
    elegidos += [prelacion.pendiente_de_cerrado(uno) for uno in saldos]
    return adelantos.saltados_al_pagar(elegidos, en, cuantos=NOMBRADOS + 1) if elegidos else []


def saltados_al_ordenar(lineas: Sequence[LineaPedida], en: date) -> list[PorPagar]:
    """The same, of obligations that are ordered: what is recognised, has its turn before and nobody has ordered."""
    return adelantos.saltados_al_ordenar(_de_lineas(lineas), en, cuantos=NOMBRADOS + 1)


def _de_lineas(lineas: Sequence[LineaPedida]) -> list[Pendiente]:
    suyas = LineaOperacion.objects.filter(id__in=[una.origen for una in lineas if una.origen is not None])
    por_operacion = defaultdict[Operacion, list[LineaOperacion]](list)
    for una in suyas.select_related("operacion", "aplicacion", "origen__operacion"):
        por_operacion[una.operacion].append(una)
    return [prelacion.pendiente_de(operacion, propias) for operacion, propias in por_operacion.items()]


def saltados_por_nomina(nomina: Nomina, en: date) -> list[PorPagar]:
    """What goes before a payroll: the debt and, if nothing of it is of the staff, the staff and the earlier years. What shares its turn does not, however old it is: the law puts staff
    and earlier years level."""
    economicas = nomina.operacion.lineas.values_list("aplicacion__economica", flat=True)
    suya = Pendiente(
        nomina.operacion_id,
        tuple(str(una) for una in economicas),
        cerrado=nomina.operacion.ejercicio_id < en.year,
        desde=nomina.operacion.fecha,
    )
    turno = reglas.turno_de(suya, prelacion.grupos_en_vigor(en))
    primeros = adelantos.saltados_al_pagar([suya], en, cuantos=NOMBRADOS + 1)
    return [p for p in primeros if p.turno.categoria < turno.categoria]


def en_metalico(ordinal: str) -> bool:
    """Whether an account of the chart is a cash box, or the money of a caja fija."""
    return Ordinal.objects.filter(cuenta=ordinal, clase__in=_EN_METALICO).exists()


def de_un_habilitado(lineas: Sequence[LineaPedida]) -> bool:
    """Whether all of it fills funds of habilitados."""
    suyas = LineaOperacion.objects.filter(id__in=[una.origen for una in lineas if una.origen is not None])
    return bool(suyas) and not suyas.filter(fondo=None).exists()


def _nombrados(pagos: Sequence[PorPagar]) -> str:
    dichos = [p.referencia for p in pagos[:NOMBRADOS]]
    return ", ".join(dichos) + ("…" if len(pagos) > len(dichos) else "")
