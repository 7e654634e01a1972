"""Where a request comes from, seen through the town's TLS proxy. Decided here, once; everybody else reads `REMOTE_ADDR`.

`CONSISTORIO_PROXIES` names who is believed: networks (`127.0.0.1`, `10.1.0.0/24`) and the word `socket` for whoever writes on a unix
socket. From anybody else the forwarding headers are erased, so that no later reader can believe them either.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponseBase

from consistorio.nucleo.dato import dato

SOCKET = "socket"
_REENVIADAS = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_FORWARDED",
)
_HOGAR_IPV6 = 64


@dato
class Proxies:
    """Who is believed when it says for whom it asks."""

    redes: tuple[str, ...] = ()
    por_socket: bool = False

    @classmethod
    def de(cls, nombrados: Sequence[str]) -> Proxies:
        """Read the setting. Raises ImproperlyConfigured, which names every entry that is no network."""
        redes = [n.strip() for n in nombrados if n.strip() and n.strip() != SOCKET]
        malas = [red for red in redes if not _es_red(red)]
        if malas:
            msg = f"CONSISTORIO_PROXIES: no son redes ni «{SOCKET}»: {', '.join(malas)}"
            raise ImproperlyConfigured(msg)
        return cls(tuple(redes), any(n.strip() == SOCKET for n in nombrados))

    def cree(self, direccion: str) -> bool:
        """Whether whoever has this address (empty: it came by a unix socket) may say for whom it asks."""
        if not direccion:
            return self.por_socket
        leida = _leer(direccion)
        return leida is not None and any(leida in ip_network(red, strict=False) for red in self.redes)


def direccion_real(remota: str, reenviada: str, proxies: Proxies) -> str:
    """The address of the client: the last one in the chain that no trusted proxy of ours has.

    `reenviada` is read from the right, because a client can only write at its left; what cannot be read stops the walk at the
    proxy that wrote it. An IPv6 client counts as its /64, which one home has whole.
    """
    hallada = remota
    for dicha in reversed(reenviada.split(",") if reenviada.strip() else []):
        if not proxies.cree(hallada):
            break
        leida = _leer(dicha)
        if leida is None:
            break
        hallada = str(leida)
    leida = _leer(hallada)
    if isinstance(leida, IPv6Address) and not proxies.cree(hallada):
        return str(IPv6Network((leida, _HOGAR_IPV6), strict=False).network_address)
    return str(leida) if leida is not None else hallada


class ClienteDetrasDelProxy:
    """First of all middlewares: puts the client's address in `REMOTE_ADDR` and erases what it does not believe."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.proxies = Proxies.de(settings.CONSISTORIO_PROXIES)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        remota = str(request.META.get("REMOTE_ADDR", ""))
        if self.proxies.cree(remota):
            reenviada = str(request.META.get("HTTP_X_FORWARDED_FOR", ""))
            request.META["REMOTE_ADDR"] = direccion_real(remota, reenviada, self.proxies)
        else:
            for cabecera in _REENVIADAS:
                request.META.pop(cabecera, None)
            request.META["REMOTE_ADDR"] = direccion_real(remota, "", self.proxies)
        return self.get_response(request)


def direccion(request: HttpRequest) -> str:
    """Address of the browser, to be kept only as a keyed hash; empty when a socket brought it without saying whose it was."""
    return str(request.META.get("REMOTE_ADDR", ""))


def _es_red(texto: str) -> bool:
    try:
        ip_network(texto, strict=False)
    except ValueError:
        return False
    return True


def _leer(texto: str) -> IPv4Address | IPv6Address | None:
    """An address as proxies write them: bare, with a port, or in brackets; IPv4 inside IPv6 is IPv4. None for anything else."""
    limpio = texto.strip().strip('"')
    if limpio.startswith("["):
        limpio = limpio[1:].partition("]")[0]
    elif limpio.count(":") == 1:
        limpio = limpio.partition(":")[0]
    try:
        leida = ip_address(limpio)
    except ValueError:
        return None
    return leida.ipv4_mapped or leida if isinstance(leida, IPv6Address) else leida
