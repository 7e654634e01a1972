"""Whether an act of the case may be written at all, before asking anything for it: what its action enforces first, and the desk asks."""

from __future__ import annotations

from django.utils.translation import gettext as _

from consistorio.nucleo.errores import FaseIncompatible
from consistorio.tramitacion.expedientes.models import Expediente, Relacion
from consistorio.tramitacion.motor.consultas_paralizacion import empezo_de_oficio, paralizado_por
from consistorio.tramitacion.motor.models import Consulta, InformacionPublica, PeriodoPrueba, Plazo, Tarea, Terminacion
from consistorio.tramitacion.motor.operaciones import paralizaciones
from consistorio.tramitacion.motor.operaciones.actos import exigir_sin_firmar
from consistorio.tramitacion.motor.operaciones.flujo import exigir
from consistorio.tramitacion.motor.operaciones.plazos import ABIERTOS, exigir_sin_ampliar


def exigir_informe(expediente: Expediente) -> None:
    """Assert that a report may be asked for. Raises FaseIncompatible."""
    exigir(expediente, "informe")


def exigir_audiencia(expediente: Expediente) -> None:
    """Assert that the parties may be heard now (LPACAP 82). Raises FaseIncompatible."""
    exigir(expediente, "audiencia")
    if expediente.audiencias.filter(cerrado_el=None).exists():
        raise FaseIncompatible(_("Ya hay un trámite de audiencia abierto."))
    exigir_sin_firmar(expediente, "audiencia")


def exigir_prueba(expediente: Expediente) -> None:
    """Assert that a period of proof may be opened now (LPACAP 77.2). Raises FaseIncompatible."""
    exigir(expediente, "prueba")
    if expediente.periodos_prueba.filter(tarea__cerrada_el=None).exists():
        raise FaseIncompatible(_("Ya hay un período de prueba abierto."))
    exigir_sin_firmar(expediente, "prueba")


def exigir_periodo_prueba(expediente: Expediente) -> PeriodoPrueba:
    """The period whose proofs are being decided or practised: the open one, else the last if what was proposed in its days waits to be
    decided (a paper takes its time to come). Raises FaseIncompatible when there is none."""
    exigir(expediente, "prueba")
    periodos = expediente.periodos_prueba.exclude(tarea__estado=Tarea.Estado.CANCELADA).order_by("-abierto_el")
    if not expediente.tareas.filter(codigo="escrito_prueba", cerrada_el=None).exists():
        periodos = periodos.filter(tarea__cerrada_el=None)
    periodo = periodos.first()
    if periodo is None:
        raise FaseIncompatible(
            _("No hay ningún período de prueba abierto."),
            que_hacer=_("Ábralo antes: las pruebas se proponen, se admiten y se practican en él (artículo 77.2)."),
        )
    return periodo


def exigir_informacion(expediente: Expediente) -> None:
    """Assert that a public information may be opened now (LPACAP 83). Raises FaseIncompatible."""
    exigir(expediente, "informacion")
    if expediente.informaciones_publicas.filter(tarea__cerrada_el=None).exists():
        raise FaseIncompatible(_("Ya hay una información pública en este expediente, sin terminar."))
    exigir_sin_firmar(expediente, "informacion_publica")


def exigir_anuncio(expediente: Expediente) -> None:
    """Assert that something may be announced. Raises FaseIncompatible."""
    exigir(expediente, "libre")
    exigir_sin_firmar(expediente, "anuncio")


def exigir_informacion_abierta(expediente: Expediente) -> InformacionPublica:
    """The public information that waits for the gazette or for its answers. Raises FaseIncompatible when there is none."""
    abiertas = expediente.informaciones_publicas.filter(tarea__cerrada_el=None)
    informacion = abiertas.order_by("-abierta_el").first()
    if informacion is None:
        raise FaseIncompatible(_("En este expediente no hay ninguna información pública abierta."))
    return informacion


def exigir_consulta(expediente: Expediente) -> None:
    """Assert that another administration may be asked now. Raises FaseIncompatible."""
    exigir(expediente, "consulta")
    exigir_sin_firmar(expediente, "consulta")


def exigir_consulta_pedida(expediente: Expediente) -> None:
    """Assert that an answer of another administration is awaited. Raises FaseIncompatible."""
    if not Consulta.objects.filter(expediente=expediente, tarea__cerrada_el=None).exists():
        raise FaseIncompatible(_("En este expediente no se espera la respuesta de ninguna otra Administración."))


def exigir_relacion_a_mano(expediente: Expediente) -> None:
    """Assert that the case said a relation by hand. Raises FaseIncompatible when it said none."""
    if not Relacion.objects.filter(expediente=expediente, clase__in=Relacion.A_MANO).exists():
        raise FaseIncompatible(
            _("En este expediente no se ha dicho a mano ninguna relación con otro."),
            que_hacer=_(
                "Si se dijo en el otro, se deshace desde él. Lo que relaciona un recurso o una revisión no se deshace."
            ),
        )


def exigir_recusacion(expediente: Expediente) -> None:
    """Assert that somebody may be challenged: while the procedure lasts (LRJSP 24.1). Raises FaseIncompatible."""
    exigir(expediente, "recusacion")


def exigir_abstencion(expediente: Expediente) -> None:
    """Assert that somebody may abstain. Raises FaseIncompatible."""
    exigir(expediente, "libre")


def exigir_ampliacion(expediente: Expediente) -> None:
    """Assert that the term to decide may be extended (LPACAP 23). Raises FaseIncompatible."""
    exigir(expediente, "ampliacion")
    exigir_sin_ampliar(Plazo.objects.filter(expediente=expediente, estado__in=ABIERTOS).first())
    exigir_sin_firmar(expediente, "ampliacion")


def tiene_plazo_la_parte(expediente: Expediente) -> bool:
    """Whether something was asked of the parties, or offered to them, whose term has not ended: nothing stands still because of them yet."""
    return (
        expediente.requerimientos.filter(estado__in=("emitido", "notificado")).exists()
        or expediente.audiencias.filter(cerrado_el=None).exists()
        or expediente.periodos_prueba.filter(cerrado_el=None).exists()
    )


def exigir_advertencia(expediente: Expediente) -> None:
    """Assert that the party may be warned of the lapse (LPACAP 95.1). Raises FaseIncompatible."""
    exigir(expediente, "caducidad")
    if empezo_de_oficio(expediente):
        raise FaseIncompatible(
            _(
                "Este procedimiento lo inició el Ayuntamiento: no caduca porque la persona interesada no haga algo (artículo 95.1)."
            ),
            que_hacer=_("Sigue de oficio. Si no se resuelve en plazo, se aplica el artículo 25."),
        )
    if expediente.terminaciones.filter(clase=Terminacion.Clase.CADUCIDAD, cerrada_el=None).exists():
        raise FaseIncompatible(_("Ya se advirtió de la caducidad."))
    _exigir_que_no_tenga_plazo(
        expediente,
        _(
            "Espere a que termine. Si entonces falta algo indispensable para resolver, advierta de la caducidad (artículo 95.2)."
        ),
    )
    exigir_sin_firmar(expediente, "caducidad")


def exigir_paralizacion(expediente: Expediente) -> None:
    """Assert that the term may stand still because of a party (LPACAP 25.2). Raises FaseIncompatible."""
    exigir(expediente, paralizaciones.CLASE)
    if not empezo_de_oficio(expediente):
        raise FaseIncompatible(
            _("Este procedimiento empezó con una solicitud: su plazo no se para por esta causa (artículo 25.2)."),
            que_hacer=_(
                "Si la persona no hace algo indispensable para resolver, advierta de la caducidad (artículo 95.1)."
            ),
        )
    if not Plazo.objects.filter(expediente=expediente, estado__in=ABIERTOS).exists():
        raise FaseIncompatible(_("No corre ningún plazo para resolver: no hay nada que parar."))
    if paralizado_por(expediente) is not None:
        raise FaseIncompatible(
            _("El plazo ya está parado por causa de una persona interesada, o lo estará cuando se le notifique.")
        )
    _exigir_que_no_tenga_plazo(
        expediente, _("Espere a que termine. Si entonces no se puede seguir sin lo que falta, pare el plazo.")
    )
    exigir_sin_firmar(expediente, paralizaciones.CLASE)


def _exigir_que_no_tenga_plazo(expediente: Expediente, que_hacer: str) -> None:
    if tiene_plazo_la_parte(expediente):
        raise FaseIncompatible(
            _("La persona interesada tiene todavía plazo para hacer lo que se le pidió."), que_hacer=que_hacer
        )
