// What a code means, beside its heading while the pointer or the focus is on it.

function showMeaning(R, head) {
  const column = R.model.columns[Number(head.dataset.column)];
  const code = R.model.codes.get(column.id);
  const { card, root } = R.ui;
  const parts = [el("b", "", `${column.id} ${column.name}`)];
  if (code) parts.push(el("p", "bm-quiet", code.theme.name));
  parts.push(el("p", "", code ? code.definition || "No definition yet." : codesOf(R, column)));
  card.replaceChildren(...parts);
  card.hidden = false;
  head.setAttribute("aria-describedby", "bm-card");
  const frame = root.getBoundingClientRect();
  const box = head.getBoundingClientRect();
  const left = Math.min(box.left - frame.left, frame.width - card.offsetWidth - 8);
  card.style.left = `${Math.max(8, left)}px`;
  card.style.top = `${box.bottom - frame.top + 4}px`;
  R.described = head;
}

function codesOf(R, column) {
  return column.codes.map((id) => `${id} ${R.model.codes.get(id).name}`).join("; ");
}

function hideMeaning(R) {
  clearTimeout(R.hovering);
  R.described?.removeAttribute("aria-describedby");
  R.described = null;
  R.ui.card.hidden = true;
}
