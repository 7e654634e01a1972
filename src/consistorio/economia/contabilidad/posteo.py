"""From a posting rule and an amount to the row of an entry."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.models import ReglaAsiento
from consistorio.economia.contabilidad.reglas import cumple
from consistorio.economia.contabilidad.tipos import Partida
from consistorio.nucleo.errores import DatosIncorrectos, NoEncontrado, Problema
from consistorio.plataforma.transaccion import recuerdo

LADOS = ("debe", "haber")


def en_vigor(en: date) -> QuerySet[ReglaAsiento]:
    """The version of each rule that is in force that day."""
    return ReglaAsiento.objects.filter(Q(hasta=None) | Q(hasta__gte=en), desde__lte=en)


def regla_en(codigo: str, *, en: date) -> ReglaAsiento:
    """The version of a rule that is in force that day; an open transaction asks for it once. Raises NoEncontrado."""
    notas = recuerdo("contabilidad.reglas")
    guardada = notas.get((codigo, en)) if notas is not None else None
    if isinstance(guardada, ReglaAsiento):
        return guardada
    regla = en_vigor(en).filter(codigo=codigo).first()
    if regla is None:
        raise NoEncontrado(
            _("El %(dia)s no había ninguna regla de asiento %(codigo)s.") % {"dia": f"{en:%d/%m/%Y}", "codigo": codigo},
            que_hacer=_("Pida a Intervención que revise las reglas de asiento de ese día."),
        )
    if notas is not None:
        notas[codigo, en] = regla
    return regla


def partidas_de(codigo_regla: str, importe: Decimal, *, en: date, **comodines: str) -> Partida:
    """The row that a rule in force on the day `en` makes of `importe` euros.

    `comodines`: the account that stands for each pattern of the rule, by the pattern itself or by its side: `partidas_de("R008", importe, en=dia,
    **{"6xx": "629", "400x": "4000"})` or `(…, debe="629", haber="4000")`. A side that names one account alone needs none, and takes a split of it
    (`**{"571": "57101"}`). With a rule of negative sign the row is negative whatever the sign of `importe`; any other keeps it.
    Raises NoEncontrado (no such rule that day), DatosIncorrectos with every pattern that nobody resolved, that is not of the rule or whose account
    is not one of its.
    """
    regla = regla_en(codigo_regla, en=en)
    if not regla.debe:
        raise DatosIncorrectos(
            _("La regla %(codigo)s no tiene un asiento propio: %(porque)s.")
            % {"codigo": regla.codigo, "porque": regla.condicion or regla.operacion}
        )
    problemas, usados = list[Problema](), set[str]()
    debe = _resolver(regla, "debe", regla.debe, comodines, usados, problemas)
    haber = _resolver(regla, "haber", regla.haber, comodines, usados, problemas)
    problemas += [
        Problema(sobra, _("La regla %(codigo)s no tiene «%(sobra)s».") % {"codigo": regla.codigo, "sobra": sobra})
        for sobra in sorted(set(comodines) - usados)
    ]
    if problemas:
        raise DatosIncorrectos(
            _("No se puede hacer el asiento con la regla %(codigo)s.") % {"codigo": regla.codigo}, problemas=problemas
        )
    return Partida(debe, haber, -abs(importe) if regla.signo == ReglaAsiento.Signo.NEGATIVO else importe, regla.codigo)


def _resolver(
    regla: ReglaAsiento,
    lado: str,
    patron: str,
    comodines: dict[str, str],
    usados: set[str],
    problemas: list[Problema],
) -> str:
    """The account of a side; what is wrong with it is added to `problemas`, and what it took to `usados`."""
    alternativas = patron.split("|")
    dichas = [clave for clave in (lado, patron, *alternativas) if clave in comodines]
    usados.update(dichas)
    if not dichas:
        if len(alternativas) == 1 and "x" not in patron:
            return patron
        mensaje = _("Falta decir qué cuenta es «%(patron)s» en la regla %(codigo)s.")
        problemas.append(Problema(lado, mensaje % {"patron": patron, "codigo": regla.codigo}))
        return ""
    cuenta = comodines[dichas[0]]
    vale = patron if dichas[0] in (lado, patron) else dichas[0]
    if not cumple(vale, cuenta):
        mensaje = _("La cuenta %(cuenta)s no es de las que admite la regla %(codigo)s: %(patron)s.")
        problemas.append(Problema(lado, mensaje % {"cuenta": cuenta, "codigo": regla.codigo, "patron": vale}))
    return cuenta
