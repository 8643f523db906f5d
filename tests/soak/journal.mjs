// What clients did and what they were told: each intent to order, each step of an order.
import { randomUUID } from "node:crypto";

export class Journal {
    intents = [];
    steps = [];
    /** Answers nobody should get, such as a 500. */
    faults = [];

    /** A form is about to be sent; `lines` and `total` are what its page promised. */
    intend({ lines, total }) {
        const intent = {
            mark: `soak ${randomUUID()}`,
            lines,
            total,
            state: "unknown",
            links: [],
            sent: 0,
            lost: 0,
        };
        this.intents.push(intent);
        return intent;
    }

    /** A step is about to be asked for. */
    step(order, action) {
        const step = { order, action, state: "unknown" };
        this.steps.push(step);
        return step;
    }

    /** Notes what must never be answered. */
    look(answer, asked) {
        if (answer.status === 500 || answer.status === 403 || answer.status === 400)
            this.faults.push(`${asked} was answered with ${answer.status}`);
        return answer;
    }
}
