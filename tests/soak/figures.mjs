// Figures of a campaign.

/** The value below which that share of the values lies; null without values. */
export function percentile(values, share) {
    if (values.length === 0) return null;
    const sorted = [...values].sort((a, b) => a - b);
    return Math.round(sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]);
}

/** How often each word occurs: {"503": 12, "sold out": 3}. */
export function tally(words) {
    const counts = {};
    for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
    return counts;
}

export const sleep = (milliseconds) => new Promise((wake) => setTimeout(wake, milliseconds));
