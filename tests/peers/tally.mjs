// Counts what holds and what does not.
let passed = 0;
let failed = 0;
let skipped = 0;

/** One case: what it throws is its failure. */
export async function holds(name, claim) {
    try {
        await claim();
        console.log(`ok      ${name}`);
        ++passed;
    } catch (error) {
        console.log(`FAILED  ${name}\n        ${String(error.stack ?? error).replaceAll("\n", "\n        ")}`);
        ++failed;
    }
}

export function skip(name, why) {
    console.log(`skipped ${name}: ${why}`);
    ++skipped;
}

/** The last line, for bin/test. */
export function close() {
    console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
    process.exit(failed > 0 ? 1 : 0);
}
