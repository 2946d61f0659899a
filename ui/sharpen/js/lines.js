// Fields of a code: one text, or lines of one kind that can be added and taken out.

function growing(label, text, attributes = {}) {
  const area = el("textarea", "bl-input bl-grow", null, { "aria-label": label, rows: "1", ...attributes });
  area.value = text;
  return area;
}

/** Lines of one kind: rules, examples. `read` returns their texts. */
function lineField({ title, hint, lines, placeholder }) {
  const part = el("section", "bl-field");
  const list = el("ol", "bl-field-lines", null, { role: "list" });
  const add = (text) => {
    const item = el("li", "bl-field-line");
    const out = button("bl-no-button", "×", "lineOut", { "aria-label": `Take this line out of: ${title}` });
    item.append(growing(title, text, { placeholder, maxlength: "5000" }), out);
    list.append(item);
    return item;
  };
  for (const text of lines) add(text);
  part.append(el("h3", "", title), el("p", "bl-quiet", hint), list, addButton(title, add));
  const read = () => [...list.querySelectorAll("textarea")].map((area) => area.value);
  return { part, add, read };
}

function addButton(title, add) {
  const more = button("bl-link bl-more-lines", "+ Add a line", null, { "aria-label": `Add a line: ${title}` });
  more.addEventListener("click", () => {
    const item = add("");
    item.querySelector("textarea").focus();
    item.dispatchEvent(new Event("input", { bubbles: true }));
  });
  return more;
}

/** What sounds like the code and is not, each with the code that is right, if any. */
function nearField({ title, hint, lines, codes }) {
  const part = el("section", "bl-field");
  const list = el("ol", "bl-field-lines", null, { role: "list" });
  const add = ([text, home]) => {
    const item = el("li", "bl-field-line bl-field-near");
    const select = el("select", "", null, { "aria-label": "It belongs to" });
    select.append(el("option", "", "belongs to no code", { value: "" }));
    for (const code of codes) {
      select.append(el("option", "", `belongs to ${code.id} ${code.name}`, { value: code.id }));
    }
    select.value = codes.some((code) => code.id === home) ? home : "";
    const out = button("bl-no-button", "×", "lineOut", { "aria-label": `Take this line out of: ${title}` });
    item.append(growing(title, text, { maxlength: "5000" }), out, select);
    list.append(item);
    return item;
  };
  for (const line of lines) add(line);
  part.append(el("h3", "", title), el("p", "bl-quiet", hint), list, addButton(title, () => add(["", null])));
  const read = () => [...list.querySelectorAll("li")].map((item) => [
    item.querySelector("textarea").value, item.querySelector("select").value || null,
  ]);
  return { part, add, read };
}
