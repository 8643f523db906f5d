// Real programs judge what ours tells other services. OCPIZZA names the program; bin/test installs the judges, and what is
// not installed is skipped. The last line is: N passed, N failed, N skipped.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { judgeCertificates } from "./certificate.mjs";
import { judgeNewRelic, judgeOurFigures } from "./new_relic.mjs";
import { judgeSentry } from "./sentry.mjs";
import { judgeMails } from "./smtp.mjs";
import { judgeStripe } from "./stripe.mjs";
import { judgeStripeRequests } from "./stripe_requests.mjs";
import { close, holds } from "./tally.mjs";

const peers = fileURLToPath(new URL(".", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "ocpizza-peers-"));
try {
    await judgeStripe(peers, folder);
    await judgeSentry(peers, folder);
    await judgeCertificates(folder);
    await judgeMails(peers, folder);
    await judgeOurFigures(folder);
    await judgeNewRelic(peers);
    await judgeStripeRequests(folder);
} catch (error) {
    await holds("the judges could be called", () => {
        throw error;
    });
} finally {
    rmSync(folder, { recursive: true, force: true });
}
close();
