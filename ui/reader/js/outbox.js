// Nothing that was decided is lost: every decision waits here, and in this browser's storage,
// until the server has said that it is stored, or has refused it by name.

const BATCH = 200;
const KEEPALIVE_BYTES = 60000; // browsers refuse more than 64 KiB in a parting request
const LONGEST_PAUSE = 8000;

function newClient() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * @param shelf {prefix} of the storage keys: study, coder and document, never another's.
 * @param hooks changed(), stored(acks), refused([{op, why}])
 */
function makeOutbox({ client, prefix, url, token, hooks }) {
  const box = {
    client, prefix, url, token, hooks,
    queue: [], seq: 0, busy: false, failed: 0, size: BATCH, trouble: "", timer: 0, closed: false,
  };
  box.adopted = adoptLeftovers(box);
  return box;
}

/** Take over what earlier pages of this coder and document could not send, under their names. */
function adoptLeftovers(box) {
  const found = [];
  for (const key of storedKeys(box.prefix)) {
    const client = key.slice(box.prefix.length);
    for (const op of readKept(key)) {
      if (op && Number.isInteger(op.seq) && op.act) found.push({ ...op, client });
    }
  }
  box.queue.push(...found);
  return found;
}

function storedKeys(prefix) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    return []; // storage is switched off: what is not sent lives as long as the page
  }
}

function readKept(key) {
  try {
    const kept = JSON.parse(localStorage.getItem(key));
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}

function keepClient(box, client, dealtWith = new Set()) {
  const key = box.prefix + client;
  const own = client === box.client;
  // Another page's shelf may have grown since: only take from it what is dealt with.
  const ops = own ? box.queue.filter((op) => op.client === client) : readKept(key);
  const left = ops.filter((op) => own || !dealtWith.has(opName({ client, seq: op.seq })));
  try {
    if (left.length) localStorage.setItem(key, JSON.stringify(left));
    else localStorage.removeItem(key);
    box.unkept = false;
  } catch {
    box.unkept = true;
  }
}

/** Number new decisions, keep them, and send them as soon as the line is free. */
function putInOutbox(box, ops) {
  for (const op of ops) {
    box.seq += 1;
    op.client = box.client;
    op.seq = box.seq;
  }
  box.queue.push(...ops);
  keepClient(box, box.client);
  box.hooks.changed();
  if (!box.failed) sendOutbox(box);
}

function batchesOf(ops) {
  const batches = new Map();
  for (const { client, ...op } of ops) {
    if (!batches.has(client)) batches.set(client, { client, ops: [] });
    batches.get(client).ops.push(op);
  }
  return JSON.stringify({ batches: [...batches.values()] });
}

function postHeaders(box) {
  return { "Content-Type": "application/json", "X-Betweenlines-Token": box.token };
}

async function sendOutbox(box) {
  if (box.busy || box.closed || !box.queue.length) return;
  clearTimeout(box.timer);
  box.busy = true;
  const ops = box.queue.slice(0, box.size);
  box.hooks.changed();
  try {
    const answer = await fetch(box.url, {
      method: "POST",
      headers: postHeaders(box),
      body: batchesOf(ops),
      signal: AbortSignal.timeout(15000),
    });
    await takeAnswer(box, ops, answer);
  } catch {
    box.trouble = "";
    box.failed += 1;
  }
  box.busy = false;
  box.hooks.changed();
  if (!box.queue.length || box.closed) return;
  if (box.failed) {
    const pause = Math.min(LONGEST_PAUSE, 250 * 2 ** Math.min(box.failed, 6));
    box.timer = setTimeout(() => sendOutbox(box), pause * (0.75 + Math.random() / 4));
  } else {
    sendOutbox(box);
  }
}

async function takeAnswer(box, ops, answer) {
  if (answer.ok) {
    const said = await answer.json();
    box.failed = 0;
    box.trouble = "";
    box.size = BATCH;
    dropDealtWith(box, said.acks || {}, said.refused || []);
    return;
  }
  const malformed = answer.status === 400 || answer.status === 413;
  if (malformed && ops.length > 1) {
    box.size = Math.max(1, Math.floor(ops.length / 2)); // find the one that cannot be read
    return;
  }
  const why = (await answer.json().catch(() => ({}))).error || "";
  if (malformed) {
    dropDealtWith(box, {}, [{ client: ops[0].client, seq: ops[0].seq, why }]);
    return;
  }
  box.trouble = answer.status === 403 ? why || "Reload the page to go on." : "";
  box.failed += 1;
}

function dropDealtWith(box, acks, refused) {
  const whys = new Map(refused.map((entry) => [opName(entry), entry.why]));
  const dealt = box.queue.filter((op) => whys.has(opName(op)) || op.seq <= acks[op.client]);
  const names = new Set(dealt.map(opName));
  box.queue = box.queue.filter((op) => !names.has(opName(op)));
  for (const client of new Set(dealt.map((op) => op.client))) keepClient(box, client, names);
  box.hooks.stored(acks);
  const gone = dealt.filter((op) => whys.has(opName(op)));
  if (gone.length) box.hooks.refused(gone.map((op) => ({ op, why: whys.get(opName(op)) })));
}

/** The page goes: send what fits in a parting request. The rest stays in storage. */
function partOutbox(box) {
  if (!box.queue.length) return;
  let ops = box.queue.slice(0, BATCH);
  let body = batchesOf(ops);
  while (ops.length > 1 && new Blob([body]).size > KEEPALIVE_BYTES) {
    ops = ops.slice(0, Math.floor(ops.length / 2));
    body = batchesOf(ops);
  }
  fetch(box.url, { method: "POST", keepalive: true, headers: postHeaders(box), body }).catch(
    () => {},
  );
}

function closeOutbox(box) {
  partOutbox(box);
  box.closed = true;
  clearTimeout(box.timer);
}
