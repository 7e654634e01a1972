"""Pure rules of notifications: channel, expiry, contents, attempts on paper. No ORM and no clock of their own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Problema
from consistorio.nucleo.reloj import en_madrid
from consistorio.plataforma.calendario.reglas import calcular
from consistorio.plataforma.calendario.tipos import Calendario, Computo, Duracion, Paso, Unidad
from consistorio.servicios.notificaciones.tipos import (
    SIN_SEGUNDO_INTENTO,
    Canal,
    ContenidoNotificable,
    DireccionPostal,
    Intento,
    MotivoCanal,
    ReglaCaducidad,
    ResultadoIntento,
)
from consistorio.servicios.notificaciones.valores_legales import valor

LARGO_CODIGO_POSTAL = 5
LARGO_DIRECCION = 400


@dato
class CanalElegido:
    """The channel of one notification and why."""

    canal: Canal
    motivo: MotivoCanal


def canal_de(*, obligada: bool, preferencia: Canal | None, tiene_contacto: bool, de_oficio: bool) -> CanalElegido:
    """Which channel a person must be notified by (LPACAP 41.1, 41.3; RD 203/2021 42, 43.2).

    `obligada`: bound to electronic means, by the person or by whom represents. `preferencia`: the choice in force of a
    person who is not bound, None if there is none: then on paper, besides the puesta a disposición of 42.1.
    An obliged person without any contact, in a case opened by the town itself, gets the first one on paper too.
    """
    if obligada:
        if de_oficio and not tiene_contacto:
            return CanalElegido(Canal.PAPEL, MotivoCanal.PRIMERA_EN_PAPEL)
        return CanalElegido(Canal.ELECTRONICA, MotivoCanal.OBLIGADO)
    if preferencia is not None:
        return CanalElegido(preferencia, MotivoCanal.ELEGIDO)
    return CanalElegido(Canal.PAPEL, MotivoCanal.POR_DEFECTO)


def fin_del_acceso(puesta: datetime, *, regla: ReglaCaducidad, calendario: Calendario) -> Computo:
    """The last day to open an electronic notification: ten natural days counted from the day after (43.2, 30.3).

    Made available on day D, it expires at the end of D+10. Whether 30.5 moves an inhábil last day is disputed: `regla` says
    which reading the town applies.
    """
    dia = en_madrid(puesta).date()
    dias = valor("acceso.dias_naturales", en=dia)
    if regla is ReglaCaducidad.PRORROGA_30_5:
        return calcular(dia, Duracion(dias, Unidad.DIAS_NATURALES), calendario)
    vence = dia + timedelta(days=dias)
    return Computo(
        vence=vence,
        pasos=(
            Paso(dia, _("Se puso a disposición en la sede. Los días se cuentan desde el siguiente (art. 30.3).")),
            Paso(
                vence,
                _("Termina el décimo día natural (art. 43.2). El Ayuntamiento no lo aplaza aunque sea inhábil."),
            ),
        ),
    )


def ha_caducado(ultimo_dia: date, ahora: datetime) -> bool:
    """Whether the last day to open it has ended in the town's time."""
    return en_madrid(ahora).date() > ultimo_dia


def problemas_de_contenido(contenido: ContenidoNotificable) -> tuple[Problema, ...]:
    """Everything that art. 40.2 asks for and is missing, all at once."""
    problemas: list[Problema] = []
    if not contenido.texto.strip():
        problemas.append(Problema("texto", _("Falta el texto íntegro del acto (art. 40.2).")))
    if not contenido.organo.strip():
        problemas.append(Problema("organo", _("Falta el órgano que lo dictó (art. 40.2).")))
    if contenido.recurrible:
        problemas += _problemas_de_recursos(contenido)
    return tuple(problemas)


def _problemas_de_recursos(contenido: ContenidoNotificable) -> list[Problema]:
    problemas: list[Problema] = []
    if contenido.fin_de_via is None:
        problemas.append(Problema("fin_de_via", _("Falta decir si pone fin a la vía administrativa (art. 40.2).")))
    if not contenido.recursos:
        problemas.append(Problema("recursos", _("Faltan los recursos que proceden (art. 40.2).")))
    for recurso in contenido.recursos:
        if not recurso.organo.strip():
            problemas.append(Problema("recursos", _("Falta el órgano ante el que se presenta: %s.") % recurso.nombre))
        if not recurso.plazo.strip():
            problemas.append(Problema("recursos", _("Falta el plazo para presentarlo: %s.") % recurso.nombre))
    return problemas


def problemas_de_intento(previos: Sequence[Intento], nuevo: Intento, calendario: Calendario) -> tuple[Problema, ...]:
    """Why an attempt on paper would not be valid (LPACAP 42.2); empty when it is.

    The second goes within the three hábiles after the first, on the other side of 15:00 and at least three hours apart on
    the clock. Only two are made, and none after one that closed the matter.
    """
    problemas: list[Problema] = []
    if len(previos) >= valor("papel.intentos", en=en_madrid(nuevo.momento).date()):
        problemas.append(Problema("momento", _("Ya constan los dos intentos que prevé la ley.")))
        return tuple(problemas)
    if any(p.resultado in SIN_SEGUNDO_INTENTO for p in previos):
        problemas.append(Problema("momento", _("El primer intento acabó sin posibilidad de repetirlo.")))
    if nuevo.resultado is ResultadoIntento.ENTREGADA:
        problemas += _problemas_de_receptor(nuevo)
    if previos:
        problemas += _problemas_de_segundo(previos[0], nuevo, calendario)
    return tuple(problemas)


def _problemas_de_receptor(intento: Intento) -> list[Problema]:
    if not intento.receptor.strip():
        return [Problema("receptor", _("Escriba quién la recibió."))]
    if intento.receptor_es_destinatario:
        return []
    minima = valor("papel.edad_de_quien_recibe", en=en_madrid(intento.momento).date())
    if intento.receptor_edad is None or intento.receptor_edad < minima:
        mensaje = _("Quien la recibe en el domicilio debe tener %(n)d años o más (art. 42.2).") % {"n": minima}
        return [Problema("receptor_edad", mensaje)]
    return []


def _problemas_de_segundo(primero: Intento, segundo: Intento, calendario: Calendario) -> list[Problema]:
    problemas: list[Problema] = []
    antes, despues = en_madrid(primero.momento), en_madrid(segundo.momento)
    ultimo = ultimo_dia_del_segundo(primero.momento, calendario)
    if despues.date() <= antes.date() or despues.date() > ultimo:
        problemas.append(
            Problema(
                "momento",
                _("El segundo intento se hace en los tres días hábiles siguientes: hasta el %s.")
                % f"{ultimo:%d/%m/%Y}",
            )
        )
    franja = valor("papel.hora_de_franja", en=despues.date())
    if (antes.hour < franja) == (despues.hour < franja):
        problemas.append(
            Problema(
                "momento", _("Los dos intentos se hacen en franjas distintas: uno antes de las 15:00 y otro después.")
            )
        )
    separacion = abs(_hora_del_dia(despues) - _hora_del_dia(antes))
    if separacion < timedelta(hours=valor("papel.horas_de_separacion", en=despues.date())):
        problemas.append(Problema("momento", _("Entre las horas de los dos intentos debe haber al menos tres horas.")))
    return problemas


def _hora_del_dia(momento: datetime) -> timedelta:
    return timedelta(hours=momento.hour, minutes=momento.minute, seconds=momento.second)


def problemas_de_direccion(direccion: DireccionPostal) -> tuple[Problema, ...]:
    """Why a letter would not arrive at an address; empty when nothing is missing."""
    problemas: list[Problema] = []
    if not direccion.via.strip():
        problemas.append(Problema("via", _("Escriba la calle y el número.")))
    if not direccion.municipio.strip():
        problemas.append(Problema("municipio", _("Escriba el municipio.")))
    espanol = (
        len(direccion.codigo_postal.strip()) == LARGO_CODIGO_POSTAL and direccion.codigo_postal.strip().isdecimal()
    )
    if not direccion.pais.strip() and not espanol:
        problemas.append(Problema("codigo_postal", _("El código postal tiene cinco números, por ejemplo 09001.")))
    if len(str(direccion)) > LARGO_DIRECCION:
        problemas.append(
            Problema("via", _("La dirección entera admite %(n)d letras como mucho.") % {"n": LARGO_DIRECCION})
        )
    return tuple(problemas)


def ultimo_dia_del_segundo(primero: datetime, calendario: Calendario) -> date:
    """The last day for the second attempt after one that failed (LPACAP 42.2)."""
    dia = en_madrid(primero).date()
    duracion = Duracion(valor("papel.dias_para_el_segundo", en=dia), Unidad.DIAS_HABILES)
    return calcular(dia, duracion, calendario).vence


def es_infructuosa(intentos: Sequence[Intento]) -> bool:
    """Whether nothing is left but the announcement in the BOE (art. 44): two attempts, or one that cannot be repeated."""
    if any(i.resultado in {ResultadoIntento.ENTREGADA, ResultadoIntento.REHUSADA} for i in intentos):
        return False
    if not intentos:
        return False
    completos = len(intentos) >= valor("papel.intentos", en=en_madrid(intentos[-1].momento).date())
    return completos or any(i.resultado in SIN_SEGUNDO_INTENTO for i in intentos)


def correo_de_aviso(*, entidad: str, sede: str) -> tuple[str, str]:
    """Subject and text of the notice by mail. It reveals neither the matter nor anything of the person (RD 203/2021 43)."""
    asunto = _("%s: tiene una notificación") % entidad
    cuerpo = _(
        "Tiene una notificación en la sede electrónica. La envía: %(entidad)s.\n\n"
        "Para leerla, entre en la sede e identifíquese. Escriba usted la dirección en su navegador:\n\n"
        "%(sede)s\n\n"
        "Este correo es solo un aviso: no lleva enlaces para identificarse ni documentos adjuntos. "
        "No conteste a este mensaje: nadie lo lee.\n"
    ) % {"entidad": entidad, "sede": sede}
    return asunto, cuerpo


def correo_enmascarado(correo: str) -> str:
    """An address that can be shown as proof of where a notice went without telling it whole: `m***@e***.es`."""
    usuario, arroba, dominio = correo.partition("@")
    if not arroba:
        return "***"
    nombre, punto, final = dominio.rpartition(".")
    return f"{usuario[:1]}***@{nombre[:1]}***{punto}{final}"
