// What Lighthouse says of a page on its model of a modest phone, and how many bytes the page takes on the wire.
import lighthouse from "lighthouse";

const categories = ["performance", "accessibility", "best-practices", "seo"];

function median(values) {
    return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Bytes as sent, compressed and with the heads of the answers. */
function bytesOf(requests, type) {
    return requests
        .filter(({ resourceType }) => !type || resourceType === type)
        .reduce((sum, { transferSize }) => sum + transferSize, 0);
}

/** The audits that cost a point of what is not speed. */
function faultsOf(report, seo) {
    return ["accessibility", "best-practices", ...(seo ? ["seo"] : [])].flatMap((name) =>
        report.categories[name].auditRefs
            .filter(({ id, weight }) => weight > 0 && report.audits[id].score !== null && report.audits[id].score < 1)
            .map(({ id }) => `${id}: ${report.audits[id].title}`),
    );
}

/** On a busy machine the page may have begun before the trace did; Lighthouse then asks to be run again. */
const missedTheBeginning = "NO_NAVSTART";

async function lookOnce(page, port, triesLeft = 3) {
    const { url, cookie, seo } = page;
    const outcome = await lighthouse(url, {
        port,
        output: "json",
        logLevel: "error",
        onlyCategories: categories,
        extraHeaders: cookie ? { Cookie: cookie } : undefined,
    });
    const report = outcome.lhr;
    if (report.runtimeError?.code === missedTheBeginning && triesLeft > 1) return lookOnce(page, port, triesLeft - 1);
    if (report.runtimeError) throw new Error(`Lighthouse on ${url}: ${report.runtimeError.message}`);
    if (report.finalDisplayedUrl !== url) throw new Error(`${url} led to ${report.finalDisplayedUrl}`);
    const requests = report.audits["network-requests"].details.items;
    return {
        ...Object.fromEntries(categories.map((name) => [name, Math.round(report.categories[name].score * 100)])),
        lcp: report.audits["largest-contentful-paint"].numericValue,
        cls: report.audits["cumulative-layout-shift"].numericValue,
        tbt: report.audits["total-blocking-time"].numericValue,
        bytes: bytesOf(requests),
        html: bytesOf(requests, "Document"),
        css: bytesOf(requests, "Stylesheet"),
        js: bytesOf(requests, "Script"),
        fonts: bytesOf(requests, "Font"),
        pictures: bytesOf(requests, "Image"),
        requests: requests.length,
        benchmark: report.environment.benchmarkIndex,
        faults: faultsOf(report, seo),
    };
}

/** The median of each figure over some looks; `faults` are those of any look. `port`: where Chromium listens. */
export async function lookAt(page, port, runs) {
    const looks = [];
    for (let i = 0; i < runs; ++i) looks.push(await lookOnce(page, port));
    const { faults, ...figures } = looks[0];
    return {
        ...Object.fromEntries(Object.keys(figures).map((name) => [name, median(looks.map((look) => look[name]))])),
        faults: [...new Set(looks.flatMap((look) => look.faults))],
    };
}
