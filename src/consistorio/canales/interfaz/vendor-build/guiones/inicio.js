// First in body, blocking, external: marks that scripts run before anything is painted, so that nothing moves later.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");
