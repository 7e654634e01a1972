// Passkeys (WebAuthn). A form with a [data-llave] block asks the server for options, lets the browser use or make a passkey, puts the
// answer in its hidden field and submits. Without JavaScript, or in a browser without passkeys, the block stays hidden.
const aBytes = (texto) => Uint8Array.from(atob(texto.replace(/-/gu, "+").replace(/_/gu, "/")), (c) => c.charCodeAt(0));
const aTexto = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/gu, "-").replace(/\//gu, "_").replace(/=+$/u, "");
const conBytes = (lista) => (lista || []).map((una) => ({ ...una, id: aBytes(una.id) }));

function leer(opciones) {
  const clave = { ...opciones, challenge: aBytes(opciones.challenge) };
  if (opciones.user) {
    clave.user = { ...opciones.user, id: aBytes(opciones.user.id) };
    clave.excludeCredentials = conBytes(opciones.excludeCredentials);
  } else {
    clave.allowCredentials = conBytes(opciones.allowCredentials);
  }
  return clave;
}

function escribir(credencial) {
  const dicha = credencial.response;
  const response = { clientDataJSON: aTexto(dicha.clientDataJSON) };
  for (const campo of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (dicha[campo]) response[campo] = aTexto(dicha[campo]);
  }
  const id = aTexto(credencial.rawId);
  return JSON.stringify({ id, rawId: id, type: credencial.type, response, clientExtensionResults: {} });
}

async function usar(bloque, formulario) {
  const respuesta = await fetch(bloque.dataset.reto, {
    method: "POST",
    body: new FormData(formulario),
    headers: { Accept: "application/json" },
    credentials: "same-origin",
  });
  const dicho = await respuesta.json();
  if (!respuesta.ok) throw new Error(dicho.mensaje);
  const publicKey = leer(dicho.publicKey);
  const credencial = publicKey.user
    ? await navigator.credentials.create({ publicKey })
    : await navigator.credentials.get({ publicKey });
  bloque.querySelector("input[type=hidden]").value = escribir(credencial);
  formulario.submit();
}

for (const bloque of document.querySelectorAll("[data-llave]")) {
  const formulario = bloque.closest("form");
  const boton = bloque.querySelector("button");
  const fallo = bloque.querySelector("[data-llave-fallo]");
  if (!window.PublicKeyCredential || !formulario || !boton) continue;
  bloque.hidden = false;
  boton.addEventListener("click", async () => {
    boton.disabled = true;
    fallo.hidden = true;
    try {
      await usar(bloque, formulario);
    } catch (error) {
      // What the browser says of itself is in its own words; ours come from the server
      const propio = error instanceof DOMException || error instanceof TypeError || error instanceof SyntaxError;
      fallo.querySelector("span:last-child").textContent = propio ? bloque.dataset.fallo : error.message;
      fallo.hidden = false;
      boton.disabled = false;
    }
  });
}
