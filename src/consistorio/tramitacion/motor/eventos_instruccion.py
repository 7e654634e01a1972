"""Facts of the steps of the instruction that others take part in: proofs, what is for everybody, other administrations."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento


@evento("motor.prueba.abierta", _("Se ha abierto un período de prueba"))
@dato
class PruebaAbierta:
    """A period for proofs was opened (LPACAP 77.2)."""

    expediente_id: UUID
    periodo_id: UUID
    documento_id: UUID
    dias: int
    extraordinario: bool


@evento("motor.prueba.notificada", _("Ha empezado el período de prueba"))
@dato
class PruebaNotificada:
    """The period was notified: it runs."""

    expediente_id: UUID
    periodo_id: UUID
    vence: date


@evento("motor.prueba.admitida", _("Se ha admitido una prueba y se ha dicho cuándo se practica"))
@dato
class PruebaAdmitida:
    """A proof was admitted, with when it is practised (LPACAP 78). `suspende`: the term stands still for it (22.1.e)."""

    expediente_id: UUID
    prueba_id: UUID
    documento_id: UUID
    practica_el: datetime
    suspende: bool


@evento("motor.prueba.rechazada", _("Se ha rechazado una prueba, con el motivo"))
@dato
class PruebaRechazada:
    """A proof that a party proposed was refused (LPACAP 77.3)."""

    expediente_id: UUID
    prueba_id: UUID
    documento_id: UUID


@evento("motor.prueba.terminada", _("Se ha levantado el acta de una prueba"))
@dato
class PruebaTerminada:
    """A proof was practised, or could not be; its record says so."""

    expediente_id: UUID
    prueba_id: UUID
    documento_id: UUID
    practicada: bool


@evento("motor.prueba.cerrada", _("Ha terminado el período de prueba"))
@dato
class PruebaCerrada:
    """The period ended. `causa`: plazo, or terminacion of the procedure."""

    expediente_id: UUID
    periodo_id: UUID
    causa: str


@evento("motor.anuncio.pedido", _("Se ha ordenado publicar un anuncio"))
@dato
class AnuncioPedido:
    """A signed document must be shown to everybody on the notice board of the sede (LPACAP 45, 83.2).

    `clase`: edicto or informacion_publica; `titulo`: without personal data, it is published; `dias`: hábiles, or none when its end is
    told later (`motor.informacion.publicada`); `expuestos`: the documents of the case shown with it; `referencia`: `anuncio:<act>` or
    `informacion:<uuid>`.
    """

    expediente_id: UUID
    documento_id: UUID
    referencia: str
    clase: str
    titulo: str
    dias: int | None
    expuestos: tuple[UUID, ...]


@evento("motor.informacion.abierta", _("Se ha abierto un trámite de información pública"))
@dato
class InformacionAbierta:
    """A public information was agreed (LPACAP 83.1); its days run from the gazette."""

    expediente_id: UUID
    informacion_id: UUID
    documento_id: UUID
    dias: int


@evento("motor.informacion.publicada", _("Ha empezado el plazo de información pública"))
@dato
class InformacionEnBoletin:
    """The gazette published it: its days run (LPACAP 83.2)."""

    expediente_id: UUID
    informacion_id: UUID
    vence: date


@evento("motor.informacion.alegada", _("Han llegado alegaciones a la información pública"))
@dato
class InformacionAlegada:
    """Somebody alleged, party or not (LPACAP 83.3)."""

    expediente_id: UUID
    informacion_id: UUID
    alegacion_id: UUID


@evento("motor.informacion.respondida", _("Se ha contestado a alegaciones de la información pública"))
@dato
class InformacionRespondida:
    """A reasoned answer, the same for so many allegations (LPACAP 83.3)."""

    expediente_id: UUID
    informacion_id: UUID
    documento_id: UUID
    alegaciones: int


@evento("motor.informacion.cerrada", _("Ha terminado la información pública"))
@dato
class InformacionCerrada:
    """It ended. `causa`: plazo, terminacion of the procedure, or retirada of its announcement."""

    expediente_id: UUID
    informacion_id: UUID
    causa: str


@evento("motor.consulta.pedida", _("Se ha consultado a otra Administración"))
@dato
class ConsultaPedida:
    """A question left by the registry. `clase`: informe, pronunciamiento or otra; `suspende`: the term stands still (22.1.d, 22.1.g)."""

    expediente_id: UUID
    consulta_id: UUID
    documento_id: UUID
    clase: str
    suspende: bool
    vence: date


@evento("motor.consulta.contestada", _("Ha contestado la otra Administración"))
@dato
class ConsultaContestada:
    """Its answer is in the case since that day."""

    expediente_id: UUID
    consulta_id: UUID
    documento_id: UUID
    recibida_el: date


@evento("motor.consulta.no_esperada", _("El procedimiento sigue sin la respuesta de la otra Administración"))
@dato
class ConsultaNoEsperada:
    """Its term is over and nobody waits for it any more (LPACAP 22.1.d, 80.3)."""

    expediente_id: UUID
    consulta_id: UUID
