// Spotlight, Sentry's own receiver for developers: parses each envelope and tells it in a stream.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { freePort, soon } from "./wait.mjs";

export class Spotlight {
    log = "";
    /** What it made of each envelope, as text. */
    told = "";

    static async start(peers, folder) {
        const spotlight = new Spotlight();
        const port = await freePort();
        spotlight.base = `http://127.0.0.1:${port}`;
        spotlight.child = spawn(
            process.execPath,
            [
                "--require",
                join(peers, "loopback.cjs"),
                join(peers, "node_modules/@spotlightjs/spotlight/dist/run.js"),
                "server",
                "-p",
                String(port),
                "-d",
            ],
            { cwd: folder, env: { PATH: process.env.PATH, HOME: folder } },
        );
        for (const stream of [spotlight.child.stdout, spotlight.child.stderr])
            stream.on("data", (text) => (spotlight.log += text));
        await soon(
            "Spotlight answers",
            async () => (await fetch(`${spotlight.base}/health`)).status < 500,
        );
        await spotlight.#listen();
        return spotlight;
    }

    async #listen() {
        this.hangUp = new AbortController();
        const stream = await fetch(`${this.base}/stream`, { signal: this.hangUp.signal });
        const hear = async () => {
            const decoder = new TextDecoder();
            for await (const piece of stream.body) this.told += decoder.decode(piece, { stream: true });
        };
        hear().catch(() => {});
    }

    stop() {
        this.hangUp?.abort();
        this.child.kill();
    }
}
