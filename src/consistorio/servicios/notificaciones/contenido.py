"""What a notification says, kept as data with it: reading and writing `Notificacion.contenido`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato
from consistorio.servicios.notificaciones.tipos import ContenidoNotificable, Recurso


@dato
class Seccion:
    """A part of the text of the act."""

    titulo: str
    parrafos: tuple[str, ...]


@dato
class ActoNotificable:
    """An act as who asks to notify it describes it (LPACAP 40.2). `fecha` as people read it; `csv` of its document."""

    titulo: str
    organo: str
    secciones: tuple[Seccion, ...]
    recurrible: bool
    fin_de_via: bool | None = None
    recursos: tuple[Recurso, ...] = ()
    otros_recursos: str = ""
    efectos: str = ""
    numero: str = ""
    fecha: str = ""

    @property
    def contenido(self) -> ContenidoNotificable:
        """What the rule of contents judges."""
        texto = "\n\n".join(p for s in self.secciones for p in s.parrafos)
        return ContenidoNotificable(
            texto, self.organo, self.fin_de_via, self.recurrible, self.recursos, self.otros_recursos, self.efectos
        )

    def a_datos(self) -> dict[str, object]:
        """As plain data."""
        return {
            "titulo": self.titulo,
            "organo": self.organo,
            "secciones": [{"titulo": s.titulo, "parrafos": list(s.parrafos)} for s in self.secciones],
            "recurrible": self.recurrible,
            "fin_de_via": self.fin_de_via,
            "recursos": [
                {"nombre": r.nombre, "organo": r.organo, "plazo": r.plazo, "norma": r.norma} for r in self.recursos
            ],
            "otros_recursos": self.otros_recursos,
            "efectos": self.efectos,
            "numero": self.numero,
            "fecha": self.fecha,
        }

    @classmethod
    def de_datos(cls, datos: Mapping[str, object]) -> ActoNotificable:
        """The inverse of `a_datos`; what is missing stays empty, and the rule of contents says so."""
        fin = datos.get("fin_de_via")
        return cls(
            titulo=_texto(datos, "titulo"),
            organo=_texto(datos, "organo"),
            secciones=tuple(
                Seccion(_texto(s, "titulo"), tuple(str(p) for p in _lista(s.get("parrafos"))))
                for s in _filas(datos, "secciones")
            ),
            recurrible=bool(datos.get("recurrible", True)),
            fin_de_via=fin if isinstance(fin, bool) else None,
            recursos=tuple(
                Recurso(_texto(r, "nombre"), _texto(r, "organo"), _texto(r, "plazo"), _texto(r, "norma"))
                for r in _filas(datos, "recursos")
            ),
            otros_recursos=_texto(datos, "otros_recursos"),
            efectos=_texto(datos, "efectos"),
            numero=_texto(datos, "numero"),
            fecha=_texto(datos, "fecha"),
        )


def _texto(datos: Mapping[str, object], clave: str) -> str:
    valor = datos.get(clave)
    return valor if isinstance(valor, str) else ""


def _lista(valor: object) -> Sequence[object]:
    return valor if isinstance(valor, list | tuple) else ()


def _filas(datos: Mapping[str, object], clave: str) -> list[Mapping[str, object]]:
    return [fila for fila in _lista(datos.get(clave)) if isinstance(fila, Mapping)]


def via_administrativa(acto: ActoNotificable) -> str:
    """The sentence that says whether the act ends the administrative route (LPACAP 40.2, 112.1, 114)."""
    if (
        not acto.recurrible and acto.fin_de_via is not None
    ):  # it decides, and there is nothing to appeal: a complaint answered
        return _(
            "Contra esta respuesta no cabe recurso administrativo (art. 112.1). Puede presentar otro escrito cuando quiera."
        )
    if not acto.recurrible:
        return _(
            "Es un acto de trámite: contra él no cabe recurso por separado. "
            "Puede alegar lo que quiera y tenerlo en cuenta cuando recurra la resolución (art. 112.1)."
        )
    if acto.fin_de_via:
        return _("Este acto pone fin a la vía administrativa. Si no está de acuerdo, puede presentar:")
    return _("Este acto no pone fin a la vía administrativa. Si no está de acuerdo, puede presentar:")
