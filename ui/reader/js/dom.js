// Making elements. Text from transcripts, memos and frameworks goes in as text, never as HTML.

function el(tag, className = "", text = null, attributes = {}) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== null) node.textContent = text;
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value);
  }
  return node;
}

function button(className, text, act, attributes = {}) {
  return el("button", className, text, { type: "button", "data-act": act, ...attributes });
}

/** A key cap; decoration for the eye, so hidden from screen readers. */
function cap(key) {
  return el("kbd", "bl-cap", key, { "aria-hidden": "true" });
}

function clock(seconds) {
  if (seconds === null || seconds === undefined) return "";
  const whole = Math.floor(seconds);
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const rest = `${two(Math.floor((whole % 3600) / 60))}:${two(whole % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}

const NUMBERS = new Intl.NumberFormat("en-GB");

function counted(number, one, many = `${one}s`) {
  return `${NUMBERS.format(number)} ${number === 1 ? one : many}`;
}

function percent(score) {
  return `${Math.round(score * 100)}%`;
}
