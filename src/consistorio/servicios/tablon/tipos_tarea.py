"""Kinds of task of this room: `publicacion` and `informacion_publica`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Problema
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.tablon.models import Anuncio
from consistorio.tramitacion.catalogo.tipos_conocidos import EL_ORGANO, QUIEN_ESCRIBE
from consistorio.tramitacion.formularios.tipos import Esquema
from consistorio.tramitacion.formularios.valores import Valor
from consistorio.tramitacion.motor import datos_publicacion
from consistorio.tramitacion.motor.models import InformacionPublica, Tarea
from consistorio.tramitacion.motor.operaciones.publicidad import por_que_no_acaba, por_responder
from consistorio.tramitacion.motor.posibles import acciones_del_acto, firmas_pendientes, por_abrir, por_que_no_se_deja
from consistorio.tramitacion.motor.registro_tipos import AccionPosible, TipoTarea, tipo_tarea
from consistorio.tramitacion.motor.valores_legales import valor


@tipo_tarea("publicacion")
class TareaPublicacion(TipoTarea):
    """Something that is announced on the notice board (LPACAP 45). It is over when the record of its days is in the case."""

    nombre = gettext_lazy("Publicación en el tablón")
    circuito = QUIEN_ESCRIBE
    completable_a_mano = True
    la_anade_el_area = True
    se_deja_sin_hacer = True

    def problemas_de_datos(self, datos: Mapping[str, Valor], esquema: Esquema) -> Sequence[Problema]:
        """What is wrong with what it says of how it is published."""
        return datos_publicacion.leer(datos)[1]

    def datos_en_palabras(self, datos: Mapping[str, Valor], esquema: Esquema) -> Sequence[str]:
        """For how long, under which title, and how those affected are named."""
        return datos_publicacion.en_palabras(datos)

    def acciones(self, tarea: Tarea, actor: Actor) -> Sequence[AccionPosible]:
        """Write it, or follow it to its signature; then it may be taken down."""
        suyas = acciones_del_acto(tarea)
        if suyas:
            return suyas
        if _anuncio(tarea) is None:
            return por_abrir(tarea, AccionPosible("anunciar", _("Publicar un anuncio en el tablón")))
        return (AccionPosible("retirar_anuncio", _("Retirar un anuncio del tablón")),)

    def impedimentos(self, tarea: Tarea) -> Sequence[str]:
        """It is shown; or it is not, and the law demands it."""
        anuncio = _anuncio(tarea)
        if anuncio is None:
            return por_que_no_se_deja(tarea)
        if anuncio.terminado_el is not None or anuncio.hasta is None:
            return ()
        return (_("El anuncio está en el tablón hasta el %(d)s.") % {"d": f"{anuncio.hasta:%d/%m/%Y}"},)


def _anuncio(tarea: Tarea) -> Anuncio | None:
    referencias = [f"anuncio:{acto_id}" for acto_id in tarea.actos.values_list("id", flat=True)]
    return Anuncio.objects.filter(referencia__in=referencias).order_by("-id").first()


@tipo_tarea("informacion_publica")
class TareaInformacionPublica(TipoTarea):
    """A public information: announced, run from the gazette, and answered (LPACAP 83)."""

    nombre = gettext_lazy("Información pública")
    fecha_de_ley = True
    circuito = EL_ORGANO
    espera_la_decision = True
    completable_a_mano = True
    la_anade_el_area = True
    se_deja_sin_hacer = True

    def problemas_de_datos(self, datos: Mapping[str, Valor], esquema: Esquema) -> Sequence[Problema]:
        """What is wrong with what it says of how it is published, which is no less than the law asks for (83.2)."""
        leidos, problemas = datos_publicacion.leer(datos)
        minimo = valor("informacion.dias_minimo", en=hoy(reloj_de_la_casa()))
        if leidos.dias is None or leidos.dias >= minimo:
            return problemas
        return (
            *problemas,
            Problema("dias", _("como mínimo son %(n)d días hábiles (LPACAP art. 83.2).") % {"n": minimo}),
        )

    def datos_en_palabras(self, datos: Mapping[str, Valor], esquema: Esquema) -> Sequence[str]:
        """For how long, under which title, and how those affected are named."""
        return datos_publicacion.en_palabras(datos)

    def acciones(self, tarea: Tarea, actor: Actor) -> Sequence[AccionPosible]:
        """Open it, or follow it to its signature; then note the gazette, answer who alleges, and end it by hand when some answer came
        after its days."""
        suyas = acciones_del_acto(tarea)
        if suyas:
            return suyas
        informacion = InformacionPublica.objects.filter(tarea=tarea).first()
        if informacion is None:
            return por_abrir(tarea, AccionPosible("abrir_informacion", _("Abrir la información pública")))
        acciones = []
        if informacion.notificado_el is None:
            acciones.append(
                AccionPosible("anotar_boletin", _("Anotar su publicación en el boletín oficial"), principal=True)
            )
        if por_responder(informacion):
            acciones.append(
                AccionPosible(
                    "responder_alegaciones",
                    _("Contestar a las alegaciones"),
                    principal=not acciones,
                    impedimentos=firmas_pendientes(tarea, "respuesta_alegaciones"),
                )
            )
        if informacion.cerrado_el is None:
            acciones.append(AccionPosible("retirar_anuncio", _("Retirar un anuncio del tablón")))
        motivos = tuple(self.impedimentos(tarea))
        fin = AccionPosible("completar_tarea", _("Dar por terminada la información pública"), impedimentos=motivos)
        return (*acciones, fin)

    def impedimentos(self, tarea: Tarea) -> Sequence[str]:
        """Its days are not over, or somebody waits for an answer."""
        informacion = InformacionPublica.objects.filter(tarea=tarea).first()
        return por_que_no_se_deja(tarea) if informacion is None else por_que_no_acaba(informacion)
