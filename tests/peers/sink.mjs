// Stands before Sentry, or in its place: writes down what it is sent, and lets the real receiver answer when there is one.
import { createServer } from "node:http";
import { gunzipSync } from "node:zlib";

export class Sink {
    /** Each envelope's bytes, unpacked. */
    envelopes = [];

    /** `receiver`: base URL of who answers; without one the sink says 200. */
    static async start(receiver) {
        const sink = new Sink();
        sink.server = createServer((request, response) => sink.#take(receiver, request, response));
        await new Promise((tell) => sink.server.listen(0, "127.0.0.1", tell));
        sink.port = sink.server.address().port;
        return sink;
    }

    async #take(receiver, request, response) {
        const pieces = [];
        for await (const piece of request) pieces.push(piece);
        const body = Buffer.concat(pieces);
        const packed = request.headers["content-encoding"] === "gzip";
        this.envelopes.push(packed ? gunzipSync(body) : body);
        let status = 200;
        if (receiver) {
            const headers = { ...request.headers };
            for (const name of ["host", "connection", "content-length", "accept-encoding"]) delete headers[name];
            const answer = await fetch(receiver + request.url, { method: request.method, headers, body });
            status = answer.status;
        }
        response.writeHead(status, { "Content-Type": "application/json" });
        response.end("{}");
    }

    dsn() {
        return `http://k@127.0.0.1:${this.port}/1`;
    }

    stop() {
        this.server.closeAllConnections();
        this.server.close();
    }
}
