/* The lower edge of the page: input, command menu, inline mode, reply bar, reply keyboard, files. */

import { act, upload } from "./api.js";
import { byId, el, icon } from "./dom.js";
import { summary } from "./message.js";

const SEARCH_PAUSE = 300;

export class Composer {
  /* page gives: view(), bot(), commands(), problem(error) */
  constructor(page) {
    this.page = page;
    this.input = byId("input");
    this.panel = byId("panel");
    this.context = null;
    this.queryId = "";
    this.early = null;
    this.pause = 0;
    byId("menu").append(icon("menu"));
    byId("attach").append(icon("attach"));
    byId("send").append(icon("send"));
    byId("context-close").append(icon("close"));
    this.listen();
  }

  listen() {
    byId("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.key(event));
    byId("menu").addEventListener("click", () => {
      if (this.panel.hidden) this.showCommands("");
      else this.hidePanel();
    });
    byId("attach").addEventListener("click", () => byId("file").click());
    byId("file").addEventListener("change", () => this.sendFiles());
    byId("context-close").addEventListener("click", () => this.setContext(null));
    this.panel.addEventListener("keydown", (event) => this.panelKey(event));
  }

  reset() {
    this.setContext(null);
    this.hidePanel();
    this.fill("");
  }

  fill(text) {
    this.input.value = text;
    this.resize();
  }

  /* kind: "reply" or "edit" */
  setContext(kind, message) {
    this.context = kind ? { kind, message } : null;
    byId("context").hidden = !kind;
    if (!kind) return;
    byId("context-title").textContent = kind === "edit" ? "Sửa tin" : `Trả lời ${message.from.first_name}`;
    byId("context-text").textContent = summary(message);
    if (kind === "edit") this.fill(message.text);
    this.input.focus();
  }

  async submit() {
    const text = this.input.value.trim();
    if (!text) return;
    const context = this.context;
    this.reset();
    this.input.focus();
    try {
      await this.send(text, context);
    } catch (error) {
      this.fill(text);
      this.page.problem(error);
    }
  }

  send(text, context = null) {
    const { userId, chatId } = this.page.view();
    const place = { user_id: userId, chat_id: chatId, text };
    if (context?.kind === "edit") return act("edit", { ...place, message_id: context.message.message_id });
    return act("write", { ...place, reply_to: context?.message.message_id ?? null });
  }

  /* Each file is a message of its own; the first takes what was typed along. */
  async sendFiles() {
    const { userId, chatId } = this.page.view();
    const files = [...byId("file").files];
    if (!files.length) return;
    let caption = this.input.value.trim();
    byId("file").value = "";
    this.reset();
    try {
      for (const file of files) {
        await upload(userId, chatId, caption, file);
        caption = "";
      }
    } catch (error) {
      this.page.problem(error);
    }
  }

  typed() {
    this.resize();
    const text = this.input.value;
    const name = `@${this.page.bot().username} `;
    clearTimeout(this.pause);
    if (text.toLowerCase().startsWith(name)) {
      this.pause = setTimeout(() => this.search(text.slice(name.length)), SEARCH_PAUSE);
    } else if (/^\/\w*$/.test(text)) {
      this.showCommands(text.slice(1).toLowerCase());
    } else {
      this.hidePanel();
    }
  }

  resize() {
    this.input.rows = Math.min(6, this.input.value.split("\n").length);
    byId("composer").classList.toggle("ready", Boolean(this.input.value.trim()));
  }

  key(event) {
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape") {
      this.hidePanel();
      this.setContext(null);
    } else if ((event.key === "ArrowUp" || event.key === "ArrowDown") && !this.panel.hidden) {
      event.preventDefault();
      const options = [...this.panel.querySelectorAll("button")];
      options.at(event.key === "ArrowUp" ? -1 : 0)?.focus();
    }
  }

  panelKey(event) {
    const options = [...this.panel.querySelectorAll("button")];
    const place = options.indexOf(document.activeElement);
    if (event.key === "Escape") {
      this.hidePanel();
      this.input.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const next = place + (event.key === "ArrowDown" ? 1 : -1);
      (options[next] ?? this.input).focus();
    }
  }

  showCommands(start) {
    const found = this.page.commands().filter(({ command }) => command.startsWith(start));
    const options = found.map(({ command, description }) =>
      this.option(`/${command}`, description, () => {
        this.reset();
        this.send(`/${command}`).catch((error) => this.page.problem(error));
      }),
    );
    if (!start) {
      const name = `@${this.page.bot().username}`;
      options.push(
        this.option(name, "Tìm điều khoản để chèn vào cuộc trò chuyện", () => this.insert("")),
      );
    }
    this.showPanel(options);
  }

  /* Begins an inline query in the input, as "@bot text". */
  insert(text) {
    this.hidePanel();
    this.fill(`@${this.page.bot().username} ${text}`);
    this.input.focus();
    this.typed();
  }

  async search(text) {
    const { userId, chatId } = this.page.view();
    try {
      this.queryId = await act("search", { user_id: userId, chat_id: chatId, text });
      if (this.early) this.showResults(this.early);
    } catch (error) {
      this.page.problem(error);
    }
  }

  /* Shows the results of the latest inline query. An answer may come before the search itself has
     returned its id, so the last one is kept; answers to older queries are passed over. */
  showResults(event) {
    this.early = event;
    if (event.inline_query_id !== this.queryId) return;
    this.early = null;
    const options = event.results.map((result) =>
      this.option(result.title, result.description ?? "", () => {
        this.reset();
        const chosen = { query_id: event.inline_query_id, result_id: result.id };
        act("choose", chosen).catch((error) => this.page.problem(error));
      }),
    );
    if (event.button?.start_parameter) {
      options.unshift(
        this.option(event.button.text, "", () => this.send(`/start ${event.button.start_parameter}`)),
      );
    }
    this.showPanel(options.length ? options : [el("p", { className: "empty" }, "Không có kết quả.")]);
  }

  option(title, description, chosen) {
    const texts = [el("strong", {}, title), description ? el("span", {}, description) : null];
    const button = el("button", { type: "button", role: "option" }, ...texts);
    button.addEventListener("click", chosen);
    return button;
  }

  showPanel(options) {
    this.panel.replaceChildren(...options);
    this.panel.hidden = options.length === 0;
    this.panel.scrollTop = 0;
    byId("menu").setAttribute("aria-expanded", String(!this.panel.hidden));
  }

  hidePanel() {
    clearTimeout(this.pause);
    this.queryId = "";
    this.showPanel([]);
  }

  /* Shows a reply keyboard, asks for a reply, or takes the keyboard away. */
  showKeyboard(markup, forget) {
    const place = byId("reply-keyboard");
    const rows = markup?.keyboard ?? [];
    place.hidden = rows.length === 0;
    place.replaceChildren(
      ...rows.map((row) => el("div", { className: "row" }, ...row.map((key) => this.replyKey(key, markup, forget)))),
    );
    this.input.placeholder = markup?.input_field_placeholder ?? "Nhập câu hỏi…";
  }

  replyKey(key, markup, forget) {
    const button = el("button", { type: "button", className: key.style ?? "" }, key.text);
    button.addEventListener("click", () => {
      if (markup.one_time_keyboard) forget();
      this.send(key.text).catch((error) => this.page.problem(error));
    });
    return button;
  }
}
