"""The certificate of existence of credit: the body of Intervención signs it (RD 500/1990 arts. 31 and 32)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.economia.gasto import datos_tarea
from consistorio.economia.presupuesto.consultas import denominaciones
from consistorio.economia.presupuesto.models import LineaOperacion, Operacion
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.nucleo.tipos import Importe
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import ActoTramite, Tarea
from consistorio.tramitacion.motor.operaciones import Escrito, completar
from consistorio.tramitacion.motor.operaciones.clase_acto import ClaseActo
from consistorio.tramitacion.motor.operaciones.comunicaciones import cabecera_de
from consistorio.tramitacion.motor.operaciones.efectos import registrar_clase

CERTIFICADO = "certificado_credito"


@registrar_clase
class ActoCertificado(ClaseActo):
    """Signed by the post of Intervención, or who stands in for it. The credit is set aside since it was written; its task is over when it is signed."""

    codigo = CERTIFICADO
    nombre = gettext_lazy("Certificado de existencia de crédito")
    accion = "retener_credito"
    origen = "certificado_credito"
    tipo_tarea = datos_tarea.RC
    tarea_propia = False
    organo = "intervencion"
    visible = False

    def surtir(self, acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
        """What waited for the credit goes on."""
        resultado = {
            "codigo": "retenido",
            "documento": str(acto.documento_id),
            "operacion": str(acto.datos["operacion"]),
            "importe": str(acto.datos["importe"]),
        }
        if tarea.abierta:
            completar(tarea, resultado, actor=actor, reloj=reloj, expediente=expediente)


def certificado(expediente: Expediente, operacion: Operacion) -> Escrito:
    """What it says of a retention."""
    linea = LineaOperacion.objects.select_related("aplicacion__bolsa").get(operacion=operacion)
    aplicacion = linea.aplicacion
    if aplicacion is None:
        msg = "a retention is of an application"
        raise ValueError(msg)
    referencia, importe = str(operacion), Importe(operacion.importe)
    datos: dict[str, object] = {
        **cabecera_de(expediente),
        "ejercicio": str(operacion.ejercicio_id),
        "aplicacion": f"{aplicacion.codigo} {denominaciones([aplicacion])[aplicacion.id]}".strip(),
        "vinculacion": _vinculacion(aplicacion.bolsa.clave),
        "operacion": referencia,
        "fecha": operacion.fecha,
        "importe": str(importe),
        "disponible": str(Importe(aplicacion.bolsa.disponible)),
        "norma": _(
            "Real Decreto 500/1990, artículos 31 y 32; TRLRHL, artículos 172 y 173.5; Orden HAP/1781/2013, quinta parte, grupo 0."
        ),
    }
    titulo = _("Certificado de existencia de crédito %(r)s: %(i)s") % {"r": referencia, "i": importe}
    return Escrito(CERTIFICADO, datos, titulo, "TD11")


def _vinculacion(clave: str) -> str:
    """What binds together, in words: the key of a bolsa has its organic code, its programme and its economic code, as far as they bind."""
    if clave.startswith("="):
        return _("La propia aplicación")
    organica, programa, economica = clave.split("|")
    dicho = _("Programas %(p)s… y económicas %(e)s…") % {"p": programa, "e": economica}
    return dicho if organica == "-" else _("%(d)s, orgánica %(o)s") % {"d": dicho, "o": organica}
