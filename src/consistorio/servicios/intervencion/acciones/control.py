"""What the Pleno agreed on the control, what is looked at of the income, and the annual reports."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.servicios.intervencion import escritos, informe, reglas
from consistorio.servicios.intervencion.acceso import documento_firmado
from consistorio.servicios.intervencion.escritos import Contenido
from consistorio.servicios.intervencion.eventos_de_control import (
    AcuerdoAnotado,
    IngresosControlados,
    cadena_del_control,
)
from consistorio.servicios.intervencion.limites import limite
from consistorio.servicios.intervencion.models import AcuerdoDeControl, ControlDeIngresos, EscritoDeControl
from consistorio.servicios.intervencion.permisos import FISCALIZAR, RECOGER

NORMAS = {
    "anual": "TRLRHL art. 218; RD 424/2017 arts. 15.6 a 15.8 y 28.2",
    "resumen": "TRLRHL art. 213; RD 424/2017 art. 37",
}


@accion("intervencion.acuerdo.anotado", permiso=FISCALIZAR, norma="RD 424/2017 arts. 9, 13 y 20.3")
def anotar_acuerdo(
    *,
    actor: Actor,
    clave: str,
    desde: date | None,
    rige: bool,
    documento_id: UUID | None,
    reloj: Reloj,
    importe: Decimal | None = None,
    nota: str = "",
) -> AcuerdoDeControl:
    """Note what the Pleno agreed on how the control is done, from a day on: income by toma de razón, limited control, from which amount investments are
    checked (`importe`, in euros without VAT); or that no payment goes without the signed result of its obligation.

    Who: `intervencion.fiscalizar`. Writes: AcuerdoDeControl. Emits: intervencion.acuerdo.anotado. Raises DatosIncorrectos with every problem, Conflicto (there
    is one of that day).
    """
    problemas = []
    pide_importe = clave == AcuerdoDeControl.Clave.COMPROBACION and rige
    if clave not in AcuerdoDeControl.Clave.values:
        problemas.append(Problema("clave", _("Elija qué se acordó.")))
    if desde is None:
        problemas.append(Problema("desde", _("Escriba desde qué día.")))
    if pide_importe:
        tope = limite("comprobacion", en=desde or hoy(reloj)).importe
        if importe is None or not 0 < importe <= tope:
            mensaje = _("Escriba el importe sin IVA: no puede pasar de %(t)s.") % {"t": Importe(tope)}
            problemas.append(Problema("importe", mensaje))
    try:
        certificado = documento_firmado(documento_id)
    except DatosIncorrectos as error:
        problemas += error.problemas
    if problemas or desde is None:
        raise DatosIncorrectos(_("El acuerdo no se ha anotado."), problemas=problemas)
    if AcuerdoDeControl.objects.filter(clave=clave, desde=desde).exists():
        raise Conflicto(_("Ya hay un acuerdo de eso con ese día."))
    acuerdo = AcuerdoDeControl.objects.create(
        clave=clave,
        desde=desde,
        rige=rige,
        importe=importe if pide_importe else None,
        documento_id=certificado,
        nota=nota.strip()[:600],
        anotado_el=reloj.ahora(),
        anotado_por=actor.id,
    )
    hecho = AcuerdoAnotado(acuerdo.id, clave, desde, rige)
    anotar(cadena_del_control(hoy(reloj).year), hecho, actor=actor, reloj=reloj, filas=[acuerdo])
    return acuerdo


@accion("intervencion.ingresos.controlados", permiso=FISCALIZAR, norma="RD 424/2017 arts. 9.2, 15.6 y 15.7")
def anotar_control_de_ingresos(
    *,
    actor: Actor,
    ejercicio: int,
    alcance: str,
    poblacion: int,
    muestra: int,
    anomalia: str,
    importe: Decimal | None,
    reloj: Reloj,
) -> ControlDeIngresos:
    """Note a sample of the income that was looked at afterwards, and its anomaly, if there was one. `importe`: of the anomaly, in euros.

    Who: `intervencion.fiscalizar`. Writes: ControlDeIngresos. Emits: intervencion.ingresos.controlados. Raises DatosIncorrectos with every problem.
    """
    problemas = list(reglas.problemas_de_la_muestra(alcance, poblacion, muestra))
    if importe is not None and not anomalia.strip():
        problemas.append(Problema("anomalia", _("Escriba la anomalía de ese importe.")))
    if problemas:
        raise DatosIncorrectos(_("El control no se ha anotado."), problemas=problemas)
    control = ControlDeIngresos.objects.create(
        ejercicio=ejercicio,
        alcance=alcance.strip()[:300],
        poblacion=poblacion,
        muestra=muestra,
        anomalia=anomalia.strip(),
        importe=importe,
        anotado_el=reloj.ahora(),
        anotado_por=actor.id,
    )
    hecho = IngresosControlados(control.id, ejercicio, bool(control.anomalia))
    anotar(cadena_del_control(hoy(reloj).year), hecho, actor=actor, reloj=reloj, filas=[control])
    return control


@accion("intervencion.escrito.en_firma", permiso=FISCALIZAR, norma=f"{NORMAS['anual']}; art. 37")
def formar_informe(*, actor: Actor, anio: int, clase: str, reloj: Reloj) -> EscritoDeControl:
    """Write the annual report of what was decided against Intervención (`anual`) or the summary of the internal control (`resumen`); its post signs it.

    Who: `intervencion.fiscalizar`. Writes: EscritoDeControl, Documento. Emits: intervencion.escrito.en_firma. Raises DatosIncorrectos (no such report, or the
    year is not over), FaseIncompatible (it waits for its signature).
    """
    if clase not in NORMAS or anio > hoy(reloj).year:
        mensaje = _("Ese informe no existe todavía.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("anio", mensaje)])
    control = informe.control_de(anio)
    de_anual = clase == EscritoDeControl.Clase.ANUAL
    lineas = control.contrarias if de_anual else control.lineas
    titulo = (
        _("Informe anual de resoluciones contrarias a reparos")
        if de_anual
        else _("Informe resumen de los resultados del control interno")
    )
    contenido = Contenido(
        titulo=titulo,
        asunto=_("Ejercicio %(anio)d") % {"anio": anio},
        norma=NORMAS[clase],
        secciones=informe.secciones_de(control, clase),
        columnas=(*(_("Qué"), _("De qué, y de quién"), _("Causas y efectos"), _("Cómo quedó"), _("Importe")),),
        filas=tuple(_fila(una) for una in lineas),
        aviso="" if lineas else _("En este ejercicio no consta ninguna resolución contraria ni ninguna omisión."),
    )
    return escritos.escribir(
        clase,
        contenido,
        sobre=f"{clase}:{anio}",
        organos=("intervencion",),
        datos={"anio": anio, "lineas": len(lineas)},
        actor=actor,
        reloj=reloj,
    )


def _fila(una: informe.Linea) -> tuple[str, ...]:
    efecto = _("Suspende") if una.suspende else _("No suspende")
    return (
        f"{_('Reparo') if una.clase == 'reparo' else _('Omisión')}, {una.dia}",
        f"{una.asunto}. {una.organo}" + (f". {_('Expediente')} {una.expediente}" if una.expediente else ""),
        f"{una.causas}. {efecto}." if una.clase == "reparo" else una.causas,
        f"{una.estado}. {una.quien}".rstrip(". ") + ".",
        str(Importe(una.importe)),
    )


@accion(
    "intervencion.escrito.firmado",
    "intervencion.escrito.devuelto",
    "intervencion.examen.terminado",
    "intervencion.objecion.formulada",
    "intervencion.objecion.contestada",
    "intervencion.omision.informada",
    "intervencion.omision.decidida",
    "intervencion.comprobacion.hecha",
    permiso=RECOGER,
    norma="RD 424/2017 arts. 11, 12, 15, 20 y 28",
)
def recoger_escrito(*, actor: Actor, escrito_id: UUID, firmado: bool, reloj: Reloj) -> EscritoDeControl:
    """A document of control was signed by everybody, or came back: what it says takes effect, or never does.

    Who: the job; idempotent. Writes, emits and raises as `escritos.recoger`.
    """
    return escritos.recoger(escrito_id, firmado=firmado, actor=actor, reloj=reloj)
