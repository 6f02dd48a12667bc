/* Speaks with the try-out server: what people do goes out, what happens comes in. */

export async function fetchState() {
  const answer = await fetch("/tryout/state");
  if (!answer.ok) throw new Error("state");
  return answer.json();
}

export async function act(name, given) {
  const answer = await fetch(`/tryout/act/${name}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(given),
  });
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.problem);
  return body.result;
}

export async function upload(userId, chatId, caption, file) {
  const form = new FormData();
  form.append("user_id", userId);
  form.append("chat_id", chatId);
  form.append("caption", caption);
  form.append("file", file, file.name);
  const answer = await fetch("/tryout/upload", { method: "POST", body: form });
  if (!answer.ok) throw new Error("upload");
}

export function listen(after, onEvent, onLost) {
  const source = new EventSource(`/tryout/events?after=${after}`);
  source.onmessage = (event) => onEvent(JSON.parse(event.data));
  source.onerror = () => {
    source.close();
    onLost();
  };
}

export const fileUrl = (fileId) => `/tryout/file/${encodeURIComponent(fileId)}`;
