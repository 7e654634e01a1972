"""The data that each document of this room gives to its template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from consistorio.nucleo.reloj import en_madrid
from consistorio.plataforma.calendario.textos import fecha_larga
from consistorio.plataforma.identidad.models import Persona
from consistorio.servicios.resoluciones import contexto, reglas
from consistorio.servicios.resoluciones.models import AsuntoSesion, Diligencia, Resolucion


def _persona(persona: Persona, *, con_nif: bool) -> dict[str, str]:
    return {"nombre": persona.nombre_completo, **({"nif": persona.nif} if con_nif else {})}


def _partes(resolucion: Resolucion) -> dict[str, object]:
    """Who asked. With several parties, who all read the act, by their name alone (LPACAP 40.5)."""
    parte = contexto.solicitante_de(resolucion.expediente)
    if parte is None:
        return {}
    unica = resolucion.expediente.interesados.filter(hasta=None).count() == 1
    datos: dict[str, object] = {"interesado": _persona(parte.persona, con_nif=unica)}
    if parte.representante is not None:
        datos["representante"] = _persona(parte.representante, con_nif=unica)
    return datos


def de_propuesta(resolucion: Resolucion, partes: Mapping[str, object] | None = None) -> dict[str, object]:
    """Template `propuesta`. `partes`: who asked, where the case does not say."""
    dichas = _partes(resolucion) if partes is None else partes
    return {
        **{clave: parte for clave, parte in dichas.items() if clave != "representante"},
        "asunto": resolucion.asunto,
        "expediente": resolucion.expediente.numero,
        "organo": resolucion.organo_texto,
        "sentido": resolucion.get_sentido_display(),
        "antecedentes": resolucion.todos_los_antecedentes,
        "fundamentos": resolucion.todos_los_fundamentos,
        "propuesta": resolucion.decision,
    }


def _organo(resolucion: Resolucion) -> str:
    """The organ by its name; how it came to be competent is told once, with the words of the delegation in force."""
    nombre, _coma, porque = resolucion.organo_texto.partition(", ")
    return nombre if porque and resolucion.delegacion.startswith(porque) else resolucion.organo_texto


def de_resolucion(resolucion: Resolucion, partes: Mapping[str, object] | None = None) -> dict[str, object]:
    """Template `resolucion`: organ, competence, reasons, decision, foot of appeals. `partes`: as `de_propuesta`."""
    datos: dict[str, object] = {
        **(_partes(resolucion) if partes is None else partes),
        "numero": resolucion.numero_completo,
        "asunto": resolucion.asunto,
        "organo": _organo(resolucion),
        "expediente": resolucion.expediente.numero,
        "antecedentes": resolucion.todos_los_antecedentes,
        "fundamentos": resolucion.todos_los_fundamentos,
        "decision": resolucion.decision,
        "recursos": reglas.pie_de_recurso(
            [reglas.Recurso(**r) for r in resolucion.recursos], fin_de_via=resolucion.fin_de_via
        ),
    }
    if resolucion.delegacion:
        datos["delegacion"] = resolucion.delegacion
    if resolucion.elevada_el is not None:
        datos["fecha"] = en_madrid(resolucion.elevada_el).date()
    return {clave: valor for clave, valor in datos.items() if valor not in ("", [], None)}


def de_diligencia(diligencia: Diligencia) -> dict[str, object]:
    """Template `diligencia_libro`."""
    libro = diligencia.libro
    datos: dict[str, object] = {
        "clase": diligencia.get_clase_display().lower(),
        "libro": libro.nombre,
        "anio": str(libro.anio),
        "fecha": diligencia.momento,
        "texto": diligencia.texto,
    }
    if diligencia.clase == Diligencia.Clase.CIERRE:
        datos |= {"primero": "1" if libro.ultimo else "-", "ultimo": str(libro.ultimo), "total": str(libro.ultimo)}
    return datos


def de_certificado(resolucion: Resolucion, *, quien: str, finalidad: str, fecha_expedicion: date) -> dict[str, object]:
    """Template `certificado` (ROF 204): what the book holds of a resolution, word for word."""
    numero, anio = resolucion.numero, resolucion.libro.anio if resolucion.libro else ""
    fecha = f"{en_madrid(resolucion.elevada_el):%d/%m/%Y}" if resolucion.elevada_el else ""
    return {
        "asunto": _("Resolución %(n)s: %(a)s") % {"n": resolucion.numero_completo, "a": resolucion.asunto},
        "quien": quien,
        "texto": [
            _(
                "En el Libro de Resoluciones de %(anio)s consta con el número %(n)s, de %(fecha)s, la dictada por %(organo)s:"
            )
            % {"anio": anio, "n": numero, "fecha": fecha, "organo": resolucion.organo_texto},
            *(f"«{p}»" for p in resolucion.decision),
            _("Se expide a la vista del libro, por orden y con el visto bueno de la Alcaldía."),
        ],
        "finalidad": finalidad,
        "lugar_fecha": f"{settings.CONSISTORIO_ENTIDAD['nombre']}, {fecha_expedicion:%d/%m/%Y}",
    }


def de_acuerdo(
    resolucion: Resolucion, adoptado: AsuntoSesion | None, *, quien: str, fecha_expedicion: date
) -> dict[str, object]:
    """Template `certificado`, of what was agreed in session (ROF 206-207): word for word, and whether the minutes are approved."""
    sesion, acta = ("", True) if adoptado is None else (adoptado.sesion_numero, adoptado.acta_aprobada)
    dia = adoptado.sesion_el if adoptado is not None else None
    reserva = _("Se certifica a reserva de los términos que resulten de la aprobación del acta (artículo 206 del ROF).")
    pie = reglas.pie_de_recurso([reglas.Recurso(**r) for r in resolucion.recursos], fin_de_via=resolucion.fin_de_via)
    return {
        "asunto": _("Acuerdo %(n)s: %(a)s") % {"n": resolucion.numero_completo, "a": resolucion.asunto},
        "quien": quien,
        "texto": [
            _("En la sesión %(s)s, de %(d)s (%(o)s), se adoptó el acuerdo %(n)s en el expediente %(e)s:")
            % {
                "o": resolucion.organo_texto,
                "s": sesion,
                "d": fecha_larga(dia) if dia is not None else "",
                "n": resolucion.numero_completo,
                "e": resolucion.expediente.numero,
            },
            *_con_rotulo(_("Antecedentes"), resolucion.todos_los_antecedentes),
            *_con_rotulo(_("Fundamentos de derecho"), resolucion.todos_los_fundamentos),
            _("Se acuerda:"),
            *(f"{numero}. {parrafo}" for numero, parrafo in enumerate(resolucion.decision, start=1)),
            *pie,
            *(() if acta else (reserva,)),
            _("Se expide por orden y con el visto bueno de quien preside."),
        ],
        "lugar_fecha": f"{settings.CONSISTORIO_ENTIDAD['nombre']}, {fecha_expedicion:%d/%m/%Y}",
    }


def _con_rotulo(rotulo: str, parrafos: Sequence[str]) -> tuple[str, ...]:
    return (f"{rotulo}:", *parrafos) if parrafos else ()
