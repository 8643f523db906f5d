// Waiting for others.
import { createServer } from "node:net";

export const sleep = (ms) => new Promise((tell) => setTimeout(tell, ms));

export function freePort() {
    return new Promise((tell, refuse) => {
        const probe = createServer();
        probe.once("error", refuse);
        probe.listen(0, "127.0.0.1", () => {
            const { port } = probe.address();
            probe.close(() => tell(port));
        });
    });
}

/** Until it is so; an error counts as not yet. */
export async function soon(what, isSo, patience = 20_000) {
    const end = Date.now() + patience;
    for (let trouble = ""; ; ) {
        try {
            if (await isSo()) return;
        } catch (error) {
            trouble = ` (${error.message})`;
        }
        if (Date.now() > end) throw new Error(`not within ${patience} ms: ${what}${trouble}`);
        await sleep(50);
    }
}
