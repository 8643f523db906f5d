import { createServer } from "node:net";

/** A port of loopback at which nobody listens. */
export function freePort() {
    return new Promise((answer, refuse) => {
        const probe = createServer();
        probe.once("error", refuse);
        probe.listen(0, "127.0.0.1", () => {
            const { port } = probe.address();
            probe.close(() => answer(port));
        });
    });
}
