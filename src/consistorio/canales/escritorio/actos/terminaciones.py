"""Acts that move or end the term, and the other ways in which a case ends: withdrawal, caducity, certificate of silence."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from consistorio.canales.escritorio.actos.campos import parrafos
from consistorio.canales.escritorio.actos.registro import Acto, FormularioActo, Limpio, Ocasion, registrar
from consistorio.canales.escritorio.actos.tareas import SinPreguntas
from consistorio.canales.interfaz.formularios import Entero
from consistorio.plataforma.calendario.tipos import Unidad
from consistorio.tramitacion.motor.acciones import (
    aceptar_desistimiento,
    advertir_caducidad,
    ampliar_plazo,
    ampliar_tramite,
    certificar_silencio,
    declarar_caducidad,
    rechazar_desistimiento,
    retirar_acto,
    seguir_sin_caducidad,
    tener_por_desistida,
)
from consistorio.tramitacion.motor.consultas import plazo_de
from consistorio.tramitacion.motor.operaciones.procedencia import exigir_advertencia, exigir_ampliacion

EN_SU_UNIDAD = {
    Unidad.MESES: _("En meses, como el plazo. Nunca más que el plazo inicial (artículo 23)."),
    Unidad.DIAS_HABILES: _("En días hábiles, como el plazo. Nunca más que el plazo inicial (artículo 23)."),
    Unidad.DIAS_NATURALES: _("En días naturales, como el plazo. Nunca más que el plazo inicial (artículo 23)."),
    Unidad.ANIOS: _("En años, como el plazo. Nunca más que el plazo inicial (artículo 23)."),
    Unidad.HORAS: _("En horas, como el plazo. Nunca más que el plazo inicial (artículo 23)."),
}


class Motivo(FormularioActo):
    """A reasoned act."""

    motivo = parrafos(_("Motivo"), filas=4)


class AmpliacionPlazo(Motivo):
    """How much longer, and why."""

    cantidad = Entero(_("¿Cuánto más?"), 1)

    def preparar(self) -> None:
        """Never more than the term had at first, in its own unit (LPACAP 23.1)."""
        campo, plazo = self.fields["cantidad"], plazo_de(self.ocasion.expediente)
        if plazo is not None and isinstance(campo, Entero):
            campo.limitar(1, plazo.cantidad)
            campo.help_text = EN_SU_UNIDAD[Unidad(plazo.unidad_tiempo)]


def _ampliar(ocasion: Ocasion, limpio: Limpio) -> object:
    return ampliar_plazo(
        actor=ocasion.actor,
        expediente_id=ocasion.expediente.id,
        cantidad=int(str(limpio["cantidad"])),
        motivo=str(limpio["motivo"]),
        reloj=ocasion.reloj,
    )


registrar(
    Acto(
        codigo="ampliar_plazo",
        titulo=_("Ampliar el plazo para resolver"),
        explicacion=_(
            "La acuerda el órgano que resuelve: va a su portafirmas. Cuando la firme, se notificará. No cabe recurso (artículo 23)."
        ),
        boton=_("Enviar a la firma"),
        hecho=_("Ampliación escrita. El plazo cambiará y se notificará cuando se firme."),
        formulario=AmpliacionPlazo,
        ejecutar=_ampliar,
        procede=exigir_ampliacion,
    )
)


class MasPlazo(Motivo):
    """Whether the party gets more days to answer, and why."""

    dias = Entero(
        _("¿Cuántos días hábiles más?"),
        ayuda=_(
            "Como mucho, la mitad de los que se dieron. Para corregir la solicitud, 15 en total. Escriba 0 para no ampliarlo."
        ),
    )
    field_order = ("dias", "motivo")


def _dar_mas_plazo(ocasion: Ocasion, limpio: Limpio) -> object:
    return ampliar_tramite(
        actor=ocasion.actor,
        expediente_id=ocasion.expediente.id,
        dias=int(str(limpio["dias"])),
        motivo=str(limpio["motivo"]),
        reloj=ocasion.reloj,
    )


registrar(
    Acto(
        codigo="ampliar_tramite",
        titulo=_("Decidir si se da más plazo para contestar"),
        explicacion=_(
            "Se decide antes de que termine el plazo, de oficio o porque lo pidan, y se notifica también si no se amplía "
            "(artículo 32). Usted lo firma en su portafirmas. No cabe recurso."
        ),
        boton=_("Enviar a la firma"),
        hecho=_("Decisión escrita. Fírmela en su portafirmas antes de que termine el plazo: entonces se notificará."),
        formulario=MasPlazo,
        ejecutar=_dar_mas_plazo,
    )
)


def _retirar(ocasion: Ocasion, limpio: Limpio) -> object:
    return retirar_acto(
        actor=ocasion.actor, tarea_id=ocasion.exigir_tarea().id, motivo=str(limpio["motivo"]), reloj=ocasion.reloj
    )


registrar(
    Acto(
        codigo="retirar_acto",
        titulo=_("Retirar el acto de la firma"),
        explicacion=_("Nadie podrá firmarlo. Si sigue haciendo falta, tendrá que escribirlo otra vez."),
        boton=_("Retirarlo"),
        hecho=_("Retirado. Ya no espera ninguna firma."),
        formulario=Motivo,
        ejecutar=_retirar,
    )
)


def _sobre_el_expediente(accion: Callable[..., object]) -> Callable[[Ocasion, Limpio], object]:
    def ejecutar(ocasion: Ocasion, limpio: Limpio) -> object:
        return accion(actor=ocasion.actor, expediente_id=ocasion.expediente.id, reloj=ocasion.reloj)

    return ejecutar


def _con_motivo(accion: Callable[..., object]) -> Callable[[Ocasion, Limpio], object]:
    def ejecutar(ocasion: Ocasion, limpio: Limpio) -> object:
        return accion(
            actor=ocasion.actor, expediente_id=ocasion.expediente.id, motivo=str(limpio["motivo"]), reloj=ocasion.reloj
        )

    return ejecutar


for acto in (
    Acto(
        codigo="certificar_silencio",
        titulo=_("Expedir el certificado de silencio"),
        explicacion=_(
            "Acredita qué ha pasado al terminar el plazo sin resolver. Lo expide de oficio el órgano que resuelve: va a su "
            "portafirmas (artículo 24.4)."
        ),
        boton=_("Enviar a la firma"),
        hecho=_("Certificado escrito. Se notificará cuando se firme."),
        formulario=SinPreguntas,
        ejecutar=_sobre_el_expediente(certificar_silencio),
    ),
    Acto(
        codigo="aceptar_desistimiento",
        titulo=_("Aceptar el desistimiento o la renuncia"),
        explicacion=_(
            "El expediente pasará a la propuesta de resolución que lo declara (artículo 94.4). Si otras personas presentaron la "
            "solicitud, sigue para ellas: usted firma la aceptación y se notifica a quien desistió o renunció (artículo 94.2)."
        ),
        boton=_("Aceptar"),
        hecho=_(
            "Aceptado. Falta la resolución o, si el expediente sigue para otras personas, su firma en el portafirmas."
        ),
        formulario=SinPreguntas,
        ejecutar=_sobre_el_expediente(aceptar_desistimiento),
    ),
    Acto(
        codigo="rechazar_desistimiento",
        titulo=_("Seguir con el procedimiento"),
        explicacion=_(
            "Solo si lo exige el interés general (artículo 94.5) o lo pide a tiempo otra persona interesada (94.4). Usted lo firma en su portafirmas y entonces se notifica, con el "
            "motivo, a quien desistió o renunció."
        ),
        boton=_("Seguir con el procedimiento"),
        hecho=_("Decisión escrita. Fírmela en su portafirmas: entonces se notificará."),
        formulario=Motivo,
        ejecutar=_con_motivo(rechazar_desistimiento),
    ),
    Acto(
        codigo="tener_por_desistida",
        titulo=_("Proponer que se tenga por desistida"),
        explicacion=_(
            "No contestó al requerimiento en su plazo. Hace falta una resolución (artículo 68.1). El plazo sigue hasta que se notifique: si termina "
            "antes, hay silencio (artículo 24.1)."
        ),
        boton=_("Proponer"),
        hecho=_("Falta la propuesta de resolución."),
        formulario=SinPreguntas,
        ejecutar=_sobre_el_expediente(tener_por_desistida),
    ),
    Acto(
        codigo="advertir_caducidad",
        titulo=_("Advertir de la caducidad"),
        explicacion=_("Si en tres meses no hace lo que se le pide, el procedimiento caducará (artículo 95.1)."),
        boton=_("Advertir"),
        hecho=_("Advertencia escrita. Fírmela en su portafirmas: entonces se notificará."),
        formulario=Motivo,
        ejecutar=_con_motivo(advertir_caducidad),
        procede=exigir_advertencia,
    ),
    Acto(
        codigo="declarar_caducidad",
        titulo=_("Declarar la caducidad"),
        explicacion=_(
            "Han pasado los tres meses de la advertencia, o terminó el plazo de lo que empezó el Ayuntamiento (artículos 25.1.b y "
            "95.1). Hace falta una resolución, y en lo que se pidió el plazo sigue hasta que se notifique (artículo 24.1). Si ya había otra firmada, queda sin efecto y se retira lo que falte por notificar. Antes, anote los "
            "acuses que hayan vuelto: un intento de entrega dentro del plazo lo cumple (artículo 40.4)."
        ),
        boton=_("Proponer la caducidad"),
        hecho=_("Falta la propuesta de resolución."),
        formulario=SinPreguntas,
        ejecutar=_sobre_el_expediente(declarar_caducidad),
    ),
    Acto(
        codigo="seguir_sin_caducidad",
        titulo=_("No declarar la caducidad y seguir"),
        explicacion=_(
            "Cuando lo que no hizo la persona no es indispensable para resolver (artículo 95.2), o conviene resolver por el interés general o para "
            "aclarar la cuestión (95.4). La advertencia queda sin efecto. Diga por qué: quedará en el expediente."
        ),
        boton=_("Seguir con el procedimiento"),
        hecho=_("El procedimiento sigue. La advertencia de caducidad ya no tiene efecto."),
        formulario=Motivo,
        ejecutar=_con_motivo(seguir_sin_caducidad),
    ),
):
    registrar(acto)
