// Stripe's way of signing what it tells.
import { createHmac } from "node:crypto";

/** The header Stripe-Signature of a body, as of that moment in seconds. */
export function signature(body, secret, at) {
    const sum = createHmac("sha256", secret).update(`${at}.${body}`).digest("hex");
    return `t=${at},v1=${sum}`;
}
