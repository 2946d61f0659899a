// The editor on a page of its own: opened when the page asks for it.

const HOSTS = new WeakMap();

export default function showSharpening({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".bl-editor-host");
  if (!root || !data) return undefined;
  let host = HOSTS.get(root);
  if (!host) {
    host = { asked: 0 };
    host.editor = makeEditor({
      dialog: root.querySelector("dialog"),
      own: data.own,
      token: () => host.data.token,
      framework: () => host.data.framework,
      saved: (version) => host.tell("stored", version),
    });
    HOSTS.set(root, host);
  }
  host.data = data;
  host.tell = setTriggerValue;
  const codes = data.framework.themes.flatMap((theme) => theme.codes);
  const code = codes.find(({ id }) => id === data.code);
  if (data.asked > host.asked && code) host.editor.open(code);
  host.asked = Math.max(host.asked, data.asked);
  root.dataset.ready = String(data.asked);
  return undefined;
}
