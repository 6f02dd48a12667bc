/* What was said, built from the server's events alone; the same path on load and live. */

export class Store {
  constructor() {
    this.rooms = new Map();
    this.handled = 0;
  }

  room(id) {
    if (!this.rooms.has(id)) {
      this.rooms.set(id, { messages: new Map(), keyboard: null, draft: null, typing: 0, unread: 0 });
    }
    return this.rooms.get(id);
  }

  /* Takes one event in; "fresh" is false while the past is told again. */
  take(event, fresh) {
    this.handled = event.number;
    const room = event.chat_id ? this.room(event.chat_id) : null;
    switch (event.kind) {
      case "message":
        room.messages.set(event.message.message_id, event.message);
        room.draft = null;
        room.typing = 0;
        if (fresh) room.unread += 1;
        break;
      case "edit":
        room.messages.set(event.message.message_id, this.withReaction(room, event.message));
        break;
      case "delete":
        room.messages.delete(event.message_id);
        break;
      case "reaction": {
        const message = room.messages.get(event.message_id);
        if (message) message.reaction = event.reaction.map((one) => one.emoji).join("");
        break;
      }
      case "keyboard":
        room.keyboard = event.markup;
        break;
      case "draft":
        if (fresh) room.draft = event;
        break;
      case "action":
        if (fresh) room.typing = Date.now();
        break;
    }
  }

  withReaction(room, message) {
    const before = room.messages.get(message.message_id);
    return before?.reaction ? { ...message, reaction: before.reaction } : message;
  }
}
