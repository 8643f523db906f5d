// Somebody with a browser: cookies, connections that are kept, forms sent as a page of ours would send them.
import { Agent, request } from "node:http";

const patience = 20_000;

/** No answer came; `sent` tells whether the server may have got the request all the same. */
export class NoAnswer extends Error {
    constructor(cause, sent) {
        super(cause.message ?? String(cause));
        this.sent = sent;
    }
}

export class Person {
    #site;
    #from;
    #agent = new Agent({ keepAlive: true, maxSockets: 2 });
    #cookies = new Map();

    /**
     * `site` chooses the server for each request, site.port(), and may count what comes of it: site.answered(status,
     * what, headers, milliseconds), site.lost(error, what). `from`: an address of loopback of their own;
     * `cookies`: somebody else's, to begin with.
     */
    constructor(site, { from, cookies = [] } = {}) {
        this.#cookies = new Map(cookies);
        this.#site = site;
        this.#from = from;
    }

    get(path, headers = {}) {
        return this.#ask("GET", path, headers);
    }

    /** Reads a page, however often the server goes away meanwhile. */
    async read(path) {
        for (;;) {
            try {
                return await this.get(path);
            } catch (error) {
                if (!(error instanceof NoAnswer)) throw error;
                await new Promise((wake) => setTimeout(wake, 20));
            }
        }
    }

    post(path, form) {
        return this.#ask(
            "POST",
            path,
            { "Content-Type": "application/x-www-form-urlencoded" },
            new URLSearchParams(form).toString(),
        );
    }

    get cookies() {
        return [...this.#cookies];
    }

    get cookieHeader() {
        return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    }

    forgetEverything() {
        this.#cookies.clear();
    }

    leave() {
        this.#agent.destroy();
    }

    #remember(lines = []) {
        for (const line of lines) {
            const [, name, value] = line.match(/^([^=]+)=([^;]*)/);
            this.#cookies.set(name, value);
        }
    }

    #ask(method, path, headers, body) {
        const port = this.#site.port();
        const origin = method === "POST" ? { Origin: `http://127.0.0.1:${port}` } : {};
        const cookies = this.#cookies.size > 0 ? { Cookie: this.cookieHeader } : {};
        return new Promise((tell, fail) => {
            const begun = performance.now();
            let connected = false;
            const asked = request({
                host: "127.0.0.1",
                port,
                path,
                method,
                localAddress: this.#from,
                agent: this.#agent,
                timeout: patience,
                headers: {
                    ...headers,
                    ...origin,
                    ...cookies,
                    ...(body === undefined ? {} : { "Content-Length": Buffer.byteLength(body) }),
                },
            });
            const lost = (error) => {
                this.#site.lost?.(error, `${method} ${path}`);
                fail(new NoAnswer(error, connected));
            };
            asked.on("socket", (socket) => {
                if (socket.connecting) socket.once("connect", () => (connected = true));
                else connected = true;
            });
            asked.on("timeout", () => asked.destroy(new Error("no answer in time")));
            asked.on("error", lost);
            asked.on("response", (answer) => {
                const pieces = [];
                answer.on("data", (piece) => pieces.push(piece));
                answer.on("error", lost);
                answer.on("end", () => {
                    const took = performance.now() - begun;
                    this.#site.answered?.(answer.statusCode, `${method} ${path.split("?")[0]}`, answer.headers, took);
                    this.#remember(answer.headers["set-cookie"]);
                    tell({
                        status: answer.statusCode,
                        location: answer.headers.location ?? "",
                        body: Buffer.concat(pieces).toString(),
                    });
                });
            });
            asked.end(body);
        });
    }
}
