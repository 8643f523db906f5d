// Our stand-in for Stripe as the real program serves it, what its webhook is told, and every answer it gives.
import { spawn, spawnSync } from "node:child_process";
import { createServer, request } from "node:http";
import { resolve } from "node:path";
import { freePort, soon } from "./wait.mjs";

const program = resolve(process.env.OCPIZZA ?? "build/dev/ocpizza");

const wholeOf = async (stream) => {
    const pieces = [];
    for await (const piece of stream) pieces.push(piece);
    return Buffer.concat(pieces);
};

const listening = (server) => new Promise((tell) => server.listen(0, "127.0.0.1", () => tell(server.address().port)));

export class Bank {
    key = "sk_test_of_the_peers";
    secret = "whsec_of_the_peers";
    /** What its webhook was told: {raw, signature}. */
    told = [];
    /** What it answered through `recorder`, as it left: {call, status, text}. */
    answers = [];
    /** What the webhook answers. */
    webhookStatus = 200;

    static async start(folder) {
        const bank = new Bank();
        bank.webhook = createServer((asked, answer) => bank.#take(asked, answer));
        const webhookPort = await listening(bank.webhook);
        bank.webhookUrl = `http://127.0.0.1:${webhookPort}/webhooks/stripe`;
        bank.port = await freePort();
        bank.base = `http://127.0.0.1:${bank.port}`;
        const options = ["--listen", `127.0.0.1:${bank.port}`, "--webhook", bank.webhookUrl];
        bank.child = spawn(program, ["bank", ...options], {
            cwd: folder,
            env: {
                PATH: process.env.PATH,
                APP_ENV: "test",
                STRIPE_SECRET_KEY: bank.key,
                STRIPE_WEBHOOK_SECRET: bank.secret,
            },
            stdio: "ignore",
        });
        await soon("the bank answers", async () => (await fetch(`${bank.base}/bank/ledger`)).status === 200);
        bank.recorder = createServer((asked, answer) => bank.#record(asked, answer));
        bank.recorded = `http://127.0.0.1:${await listening(bank.recorder)}`;
        return bank;
    }

    /** What it says when it may not start. */
    static refusal(settings) {
        const env = { PATH: process.env.PATH, STRIPE_WEBHOOK_SECRET: "whsec_1", ...settings };
        const { status, stderr } = spawnSync(program, ["bank"], { env, encoding: "utf8", timeout: 5000 });
        return status === 1 ? stderr : "";
    }

    async #take(asked, answer) {
        this.told.push({ raw: String(await wholeOf(asked)), signature: asked.headers["stripe-signature"] });
        answer.writeHead(this.webhookStatus).end();
    }

    async #record(asked, answer) {
        const body = await wholeOf(asked);
        const options = { port: this.port, host: "127.0.0.1", path: asked.url, method: asked.method };
        // The bank is called by its own name.
        const headers = { ...asked.headers, host: `127.0.0.1:${this.port}` };
        const onward = request({ ...options, headers }, async (come) => {
            const text = await wholeOf(come);
            this.answers.push({ call: `${asked.method} ${asked.url}`, status: come.statusCode, text: String(text) });
            answer.writeHead(come.statusCode, come.headers).end(text);
        });
        onward.on("error", () => answer.destroy());
        onward.end(body);
    }

    async control(words) {
        const answer = await fetch(`${this.base}/bank/control`, {
            method: "POST",
            headers: { "Content-Type": "application/json" },
            body: JSON.stringify(words),
        });
        if (answer.status !== 200) throw new Error(`the bank does not obey: ${await answer.text()}`);
        return answer.json();
    }

    async ledger() {
        return (await fetch(`${this.base}/bank/ledger`)).json();
    }

    /** What a customer sends from the page of a session; answers where the browser is sent. */
    async #send(path, fields) {
        const answer = await fetch(this.base + path, {
            method: "POST",
            body: new URLSearchParams(fields),
            redirect: "manual",
        });
        return { status: answer.status, location: answer.headers.get("location"), page: await answer.text() };
    }
    pay(session, card, form = "one form") {
        return this.#send(`/pay/${session.id}`, { number: card, csrf: form });
    }
    authenticate(session, verdict) {
        return this.#send(`/pay/${session.id}/3ds`, { verdict, csrf: "one form" });
    }

    /** The events of that kind, read. */
    events(type) {
        return this.told.map(({ raw }) => JSON.parse(raw)).filter((event) => event.type === type);
    }

    async stop() {
        const gone = new Promise((tell) => this.child.once("exit", tell));
        this.child.kill("SIGTERM");
        await gone;
        for (const server of [this.webhook, this.recorder]) {
            server.closeAllConnections();
            server.close();
        }
    }
}
