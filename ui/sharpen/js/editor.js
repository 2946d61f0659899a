// The editor: a dialog on one code. What is typed is kept in this browser until it is stored.

const WORDS = ["definition", "include", "exclude", "examples", "near"];
const OWN_WORDS =
  "These are a participant's words. In the framework they are read by everybody who has it: coders who have not finished this interview, and whoever gets the file.";

/**
 * @param token, framework functions that return what is current
 * @param saved(version, code) called once a version is stored
 */
function makeEditor({ dialog, own, token, framework, saved }) {
  const E = { dialog, own, token, framework, saved, code: null, fields: null };
  dialog.addEventListener("input", () => keepTyped(E));
  dialog.addEventListener("change", () => keepTyped(E));
  dialog.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) saveCode(E);
  });
  dialog.addEventListener("click", (event) => clickEditor(E, event));
  return { open: (code, passage = null) => openEditor(E, code, passage) };
}

const wordsOf = (code) => Object.fromEntries(WORDS.map((name) => [name, code[name]]));
const typedKey = (E, id) => `betweenlines-draft/${E.own}/code/${id}`;

function readTyped(E, id) {
  try {
    const kept = JSON.parse(localStorage.getItem(typedKey(E, id)));
    return kept && kept.words && WORDS.every((name) => name in kept.words) ? kept : null;
  } catch {
    return null;
  }
}

function keepTyped(E) {
  if (!E.fields) return;
  const typed = { base: E.base, words: readWords(E), reason: E.reason.value };
  const same = JSON.stringify(typed.words) === JSON.stringify(wordsOf(E.code)) && !typed.reason;
  try {
    if (same) localStorage.removeItem(typedKey(E, E.code.id));
    else localStorage.setItem(typedKey(E, E.code.id), JSON.stringify(typed));
  } catch {
    // then it lives as long as the dialog
  }
}

function dropTyped(E) {
  try {
    localStorage.removeItem(typedKey(E, E.code.id));
  } catch {
    // there is nothing to drop
  }
}

function readWords(E) {
  const { definition, ...lists } = E.fields;
  const read = Object.fromEntries(Object.entries(lists).map(([name, field]) => [name, field.read()]));
  return { definition: definition.value, ...read };
}

function openEditor(E, code, passage) {
  E.code = code;
  E.passage = passage;
  const typed = readTyped(E, code.id);
  E.base = typed ? typed.base : E.framework().version;
  drawEditor(E, typed ? typed.words : wordsOf(code), typed ? typed.reason : "");
  E.dialog.showModal();
  E.definition.focus();
  if (typed) {
    showNote(E, "You had begun to change this code. What you typed is here again.", [
      button("bl-button", "Throw it away", "throwAway"),
    ]);
  }
}

function drawEditor(E, words, reason) {
  const codes = E.framework().themes.flatMap((theme) => theme.codes).filter(({ id }) => id !== E.code.id);
  E.definition = growing("Definition", words.definition, { rows: "2", maxlength: "5000" });
  const text = el("section", "bl-field");
  text.append(el("h3", "", "Definition"), el("p", "bl-quiet", "What the code means, in a sentence or two."), E.definition);
  const rules = (name, title, hint) => lineField({ title, hint, lines: words[name] });
  E.fields = {
    definition: E.definition,
    include: rules("include", "Counts", "What also belongs to it."),
    exclude: rules("exclude", "Does not count", "What does not, with the code that it belongs to."),
    examples: rules("examples", "For example", "How people really say it."),
    near: nearField({ title: "Close, but not this", hint: "What sounds like it and is not.", lines: words.near, codes }),
  };
  E.note = el("div", "bl-editor-note", null, { role: "alert" });
  E.reason = el("input", "bl-input", null, {
    type: "text", maxlength: "1900", "aria-label": "Why it is changed", placeholder: "Why is it changed? In a line", autocomplete: "off",
  });
  E.reason.value = reason;
  const tools = el("div", "bl-editor-end");
  tools.append(E.reason, button("bl-button", "Close", "closeEditor"), button("bl-button bl-strong", "Save as a new version", "saveCode"));
  const title = el("h2", "", `${E.code.id} ${E.code.name}`, { id: "bl-editor-title" });
  const body = el("div", "bl-editor-body");
  body.append(...passageParts(E), text, ...Object.values(E.fields).slice(1).map((field) => field.part));
  E.dialog.replaceChildren(title, E.note, body, tools);
}

/** The passage at hand, to be taken over in one click; with a warning of whose words they are. */
function passageParts(E) {
  if (!E.passage) return [];
  const box = el("section", "bl-at-hand");
  const tools = el("div", "bl-at-hand-tools");
  tools.append(
    button("bl-button", "Add as an example", "addExample"),
    button("bl-button", "Add as close, but not this", "addNear"),
  );
  box.append(
    el("h3", "", "The passage at hand"),
    el("p", "bl-at-hand-words", E.passage.words, { dir: "auto" }),
    el("p", "bl-quiet", `⚠ ${OWN_WORDS}`),
    tools,
  );
  return [box];
}

function clickEditor(E, event) {
  const acts = {
    closeEditor: () => E.dialog.close(),
    saveCode: () => saveCode(E),
    throwAway: () => throwAway(E),
    lineOut: (out) => takeLineOut(E, out),
    addExample: () => takeOver(E, "examples", E.passage.words),
    addNear: () => takeOver(E, "near", [E.passage.words, null]),
    theirs: () => startFromTheirs(E),
    mine: () => keepMine(E),
  };
  const actor = event.target.closest("[data-act]");
  if (!actor || !acts[actor.dataset.act]) return;
  event.stopPropagation();
  acts[actor.dataset.act](actor);
}

function takeLineOut(E, out) {
  const list = out.closest("ol");
  out.closest("li").remove();
  keepTyped(E);
  (list.querySelector("textarea") || list.nextElementSibling).focus();
}

function takeOver(E, name, line) {
  const item = E.fields[name].add(line);
  keepTyped(E);
  const area = item.querySelector("textarea");
  area.focus();
  area.scrollIntoView({ block: "center" });
}

function throwAway(E) {
  dropTyped(E);
  const { code } = E;
  E.base = E.framework().version;
  drawEditor(E, wordsOf(code), "");
  E.definition.focus();
}

function showNote(E, text, tools = []) {
  E.note.replaceChildren(el("p", "", text), ...tools);
}

/** Save; until the answer has come, all that was typed stays. */
async function saveCode(E) {
  if (E.saving) return;
  if (!E.reason.value.trim()) {
    showNote(E, "Say in a line why it is changed; it goes into the log.");
    E.reason.focus();
    return;
  }
  const { code } = E;
  const words = readWords(E);
  E.saving = true;
  showNote(E, "Saving");
  try {
    const answer = await fetch("/api/framework", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Betweenlines-Token": E.token() },
      body: JSON.stringify({ code: code.id, base: E.base, words, reason: E.reason.value }),
      signal: AbortSignal.timeout(15000),
    });
    const said = await answer.json().catch(() => ({}));
    if (answer.ok) savedCode(E, said.version, { id: code.id, ...words });
    else if (answer.status === 409) showConflict(E, said);
    else showNote(E, `Not saved. ${said.error || "Try again."} What you typed is kept.`);
  } catch {
    showNote(E, "Not saved: the program cannot be reached. What you typed is kept; save again when it is back.");
  }
  E.saving = false;
}

function savedCode(E, version, code) {
  dropTyped(E);
  const clean = (lines) => lines.map((line) => line.trim()).filter(Boolean);
  E.dialog.close();
  E.saved(version, {
    id: code.id,
    definition: code.definition.trim(),
    include: clean(code.include),
    exclude: clean(code.exclude),
    examples: clean(code.examples),
    near: code.near.map(([text, home]) => [text.trim(), home]).filter(([text]) => text),
  });
}

/** Somebody else has saved this code since: show theirs, and let the person choose. */
function showConflict(E, said) {
  E.theirs = said;
  const who = said.by ? `${said.by} has` : "Somebody has";
  const list = el("dl", "bl-theirs");
  const mine = readWords(E);
  for (const name of WORDS) {
    if (JSON.stringify(said.now[name]) === JSON.stringify(mine[name])) continue;
    const text = name === "definition" ? said.now[name] : said.now[name].map((line) => [line].flat().filter(Boolean).join(" → ")).join("\n");
    list.append(el("dt", "", TITLES[name]), el("dd", "", text || "nothing"));
  }
  showNote(E, `${who} changed this code in the meantime (version ${said.version}, “${said.reason}”). Theirs:`, [
    list,
    button("bl-button", "Start again from theirs", "theirs"),
    button("bl-button", "Put mine in its place", "mine"),
  ]);
  E.note.scrollIntoView({ block: "start" });
}

const TITLES = {
  definition: "Definition", include: "Counts", exclude: "Does not count", examples: "For example", near: "Close, but not this",
};

function startFromTheirs(E) {
  const reason = E.reason.value;
  E.base = E.theirs.version;
  E.code = { ...E.code, ...E.theirs.now };
  drawEditor(E, E.theirs.now, reason);
  keepTyped(E);
}

function keepMine(E) {
  E.base = E.theirs.version;
  keepTyped(E);
  saveCode(E);
}
