"""What a browser sends of a form that somebody opens and does not touch."""

from __future__ import annotations

from html.parser import HTMLParser


class _Formularios(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.formularios: list[dict[str, list[str]]] = []
        self._dentro = False
        self._area = ""
        self._lista = ""
        self._primera: str | None = None
        self._elegida = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        datos = {clave: valor or "" for clave, valor in attrs}
        if tag == "form":
            self._dentro = datos.get("method") == "post"
            if self._dentro:
                self.formularios.append({})
        elif tag == "input" and datos.get("name"):
            de_marcar = datos.get("type") in ("checkbox", "radio")
            if not de_marcar or "checked" in datos:
                self._poner(datos["name"], datos.get("value", "on" if de_marcar else ""))
        elif tag == "textarea":
            self._area = datos.get("name", "")
            self._poner(self._area, "")
        elif tag == "select":
            self._lista, self._primera, self._elegida = datos.get("name", ""), None, False
        elif tag == "option" and self._lista:
            if self._primera is None:
                self._primera = datos.get("value", "")
            if "selected" in datos:
                self._elegida = True
                self._poner(self._lista, datos.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._area and self._dentro:
            self.formularios[-1][self._area][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._dentro = False
        elif tag == "textarea" and self._area:
            if self._dentro:  # a browser drops the first line end, and writes the others as two characters
                textos = self.formularios[-1][self._area]
                textos[-1] = (
                    textos[-1].removeprefix("\r").removeprefix("\n").replace("\r\n", "\n").replace("\n", "\r\n")
                )
            self._area = ""
        elif tag == "select" and self._lista:
            if not self._elegida and self._primera is not None:
                self._poner(self._lista, self._primera)
            self._lista = ""

    def _poner(self, nombre: str, valor: str) -> None:
        if self._dentro:
            self.formularios[-1].setdefault(nombre, []).append(valor)


def sin_tocar(pagina: str, campo: str) -> dict[str, list[str]]:
    """What is sent of the first form of a page that has a box of that name."""
    lector = _Formularios()
    lector.feed(pagina)
    return next(enviado for enviado in lector.formularios if campo in enviado)
