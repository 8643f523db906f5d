// The text of a live stream, taken apart as a browser does it.

/** "<epoch>-<x>-<id>" as numbers; null for anything else. */
export function placeFrom(text) {
    const found = text.match(/^[0-9a-f]+-(\d+)-(\d+)$/);
    return found && { xid: Number(found[1]), id: Number(found[2]) };
}

/** Below 0 when the first place comes before the second. */
export const compare = (one, other) => one.xid - other.xid || one.id - other.id;

/** Give it what arrives; it tells each whole message: {id, kind, data}. What was cut off is never told. */
export class EventText {
    #rest = "";
    #tell;

    constructor(tell) {
        this.#tell = tell;
    }

    add(text) {
        const messages = (this.#rest + text).split("\n\n");
        this.#rest = messages.pop();
        for (const message of messages) {
            const told = { id: null, kind: null, data: null };
            for (const line of message.split("\n")) {
                const [, field, value] = line.match(/^(\w*): ?(.*)$/) ?? [];
                if (field === "id") told.id = value;
                else if (field === "event") told.kind = value;
                else if (field === "data") told.data = (told.data === null ? "" : `${told.data}\n`) + value;
            }
            this.#tell(told);
        }
    }
}
