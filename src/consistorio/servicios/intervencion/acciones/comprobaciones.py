"""The act of the material check of an investment, by who goes for Intervención (RD 424/2017 art. 20)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, NoPermitido, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import accion
from consistorio.plataforma.organizacion.consultas import titular_de
from consistorio.plataforma.organizacion.models import Puesto
from consistorio.servicios.intervencion import comprobaciones, reglas
from consistorio.servicios.intervencion.acceso import comprobacion_para
from consistorio.servicios.intervencion.escritos import Contenido, escribir
from consistorio.servicios.intervencion.models import Comprobacion, EscritoDeControl
from consistorio.servicios.intervencion.permisos import COMPROBAR


def _quien(puesto: Puesto, reloj: Reloj) -> UUID | None:
    try:
        return titular_de(puesto, en=hoy(reloj)).empleado.id
    except (NoEncontrado, Conflicto):
        return None  # whoever writes the document says that nobody holds it


@accion("intervencion.escrito.en_firma", permiso=COMPROBAR, norma="RD 424/2017 art. 20")
def levantar_acta(
    *,
    actor: Actor,
    comprobacion_id: UUID,
    dia: date | None,
    conforme: bool,
    texto: Sequence[str],
    asisten: str,
    puesto: str,
    reloj: Reloj,
) -> EscritoDeControl:
    """Write the act of a material check: what was received, what is missing and how it is mended. It is signed by who goes for Intervención and then by
    the post of who receives it (`puesto`: its code). `asisten`: who else was there, in words.

    Who: whoever was named, with `intervencion.comprobar`. Writes: EscritoDeControl, Documento; once signed, Comprobacion. Emits:
    intervencion.escrito.en_firma. Raises NoEncontrado, NoPermitido, DatosIncorrectos with every problem, FaseIncompatible.
    """
    comprobacion_para(actor, comprobacion_id, motivo=COMPROBAR, reloj=reloj)
    comprobacion = comprobaciones.bloqueada(comprobacion_id)
    if comprobacion.designado_id != actor.id:
        raise NoPermitido(
            _("El acta la levanta quien fue designado para esta comprobación."),
            que_hacer=_("Es %(q)s. Si no puede, Intervención designa a otra persona.")
            % {"q": comprobacion.designado.nombre},
        )
    comprobaciones.exigir_por_hacer(comprobacion)
    parrafos = tuple(parrafo.strip() for parrafo in texto if parrafo.strip())
    recibe = Puesto.objects.filter(codigo=puesto, activo=True).first()
    falta = _("Escriba qué se recibió y, si falta algo, qué y cómo se arregla.")
    problemas = list(reglas.problemas_del_texto(parrafos, falta))
    if dia is None or dia > hoy(reloj):
        problemas.append(Problema("dia", _("Escriba el día de la recepción: hoy o antes.")))
    if recibe is None:
        problemas.append(Problema("puesto", _("Elija el puesto de quien recibe por la unidad.")))
    elif _quien(recibe, reloj) == actor.id:
        problemas.append(Problema("puesto", _("Quien va por Intervención no puede recibirla también por la unidad.")))
    if problemas or dia is None or recibe is None:
        raise DatosIncorrectos(_("El acta no está completa."), problemas=problemas)
    contenido = _contenido(comprobacion, dia, conforme, parrafos, asisten.strip())
    return escribir(
        EscritoDeControl.Clase.ACTA,
        contenido,
        sobre=comprobacion.referencia,
        unidad=comprobacion.unidad,
        ademas=(recibe,),
        expediente=comprobacion.expediente,
        datos={"comprobacion": str(comprobacion.id), "conforme": conforme, "dia": dia.isoformat()},
        actor=actor,
        reloj=reloj,
    )


def _contenido(
    comprobacion: Comprobacion, dia: date, conforme: bool, parrafos: tuple[str, ...], asisten: str
) -> Contenido:
    return Contenido(
        titulo=_("Acta de comprobación material de la inversión"),
        asunto=comprobacion.asunto,
        norma=_("Real Decreto 424/2017, artículo 20."),
        ficha=(
            (_("Órgano gestor"), comprobacion.unidad.nombre),
            (_("Importe sin IVA"), str(Importe(comprobacion.importe))),
            (_("Día de la recepción"), f"{dia:%d/%m/%Y}"),
            (_("Por Intervención"), comprobacion.designado.nombre),
            (_("Asisten también"), asisten),
            (_("Resultado"), _("De conformidad") if conforme else _("Con deficiencias")),
        ),
        secciones=((_("Qué se comprobó"), parrafos),),
        tipo_documental="TD10",
    )
