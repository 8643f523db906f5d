// Waiting for others.
export { freePort } from "../support/free_port.mjs";

export const sleep = (ms) => new Promise((tell) => setTimeout(tell, ms));

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
