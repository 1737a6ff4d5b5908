// Brings the design system's components to life. Every page works without it.
document.body.classList.add("js-enabled");
window.DS?.initAll();
document.querySelector(".ds_error-summary")?.focus();
