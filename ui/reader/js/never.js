// "Never suggest this code for things like this": said in the card of reasons, kept by the study,
// learnt by the suggestions soon after. It can be taken back in the same place.

const takeNevers = (R, told) => { R.nevers = told; };

/** What this coder has said of a suggestion's code on its passage, if anything. */
function neverOn(R, { start, end, code }) {
  return R.nevers.find(([, from, to, id]) => id === code && from < end && start < to);
}

function neverParts(R, suggestion) {
  const said = neverOn(R, suggestion);
  const tools = el("div", "bl-card-tools");
  if (said) {
    tools.append(
      el("span", "bl-quiet", "Not suggested for things like this from now on."),
      button("bl-button", "Suggest it again", "suggestAgain", { "data-id": said[0] }),
    );
  } else {
    tools.append(button("bl-button", "Never suggest this for things like this", "never", {
      "data-code": suggestion.code,
    }));
  }
  return [tools];
}

/** The suggestion is rejected here, too; undo takes that back, "Suggest it again" the rest. */
async function sayNever(R, id) {
  const segment = currentSegment(R);
  const suggestion = segment?.suggestions.find((one) => one.code === id);
  if (!suggestion) return;
  const { start, end, code } = suggestion;
  const answer = await askNever(R, { never: { id: newClient(), start, end, code } });
  if (!answer.nevers) return notice(R, `Not kept. ${answer.why}`);
  tellNevers(R, answer.nevers);
  if (openSuggestions(R.page, R.standing, segment).includes(suggestion)) {
    decide(R, [rejectPart(suggestion)]);
  }
  closeCard(R);
  currentSegment(R)?.row.focus({ preventScroll: true });
  say(R, `${nameOf(R, code)} will not be suggested for things like this. W on this passage takes it back.`, true);
}

async function suggestAgain(R, id) {
  const answer = await askNever(R, { again: id });
  if (!answer.nevers) return notice(R, `Not taken back. ${answer.why}`);
  tellNevers(R, answer.nevers);
  closeCard(R);
  currentSegment(R)?.row.focus({ preventScroll: true });
  say(R, "It may be suggested for things like this again.", true);
}

function tellNevers(R, told) {
  takeNevers(R, told);
  R.channel?.postMessage({ nevers: told });
}

/** What the study answers: {nevers} or {why}. */
async function askNever(R, body) {
  try {
    const response = await fetch(URLS.nevers, {
      method: "POST", headers: postHeaders(R.outbox), body: JSON.stringify(body),
    });
    const told = await response.json();
    return response.ok ? told : { why: told.error || "Try again." };
  } catch {
    return { why: "The program cannot be reached. Try again." };
  }
}
