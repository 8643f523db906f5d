// Tables of Markdown whose cells know their budget, and the count of those that keep it.

let within = 0;
let over = 0;

/** A value beside what it may be at most or at least; `text` is how it is told. */
export function judge(value, { most = Infinity, least = -Infinity }, text = String(value)) {
    const kept = value <= most && value >= least;
    if (kept) ++within;
    else ++over;
    return { text: kept ? text : `**${text}**`, kept };
}

/** The last cell of a row tells whether all of its values keep the budget. */
export function printRow(name, budget, cells) {
    const verdict = cells.every((cell) => cell?.kept ?? true) ? "ok" : "OVER";
    console.log(`| ${[name, budget, ...cells.map((cell) => cell?.text ?? ""), verdict].join(" | ")} |`);
}

export function printHead(...names) {
    console.log(`\n| ${names.join(" | ")} | |\n|${"---|".repeat(names.length + 1)}`);
}

/** The closing line; answers whether every budget is kept. */
export function printSum() {
    console.log(`\n${within} within budget, ${over} over`);
    return over === 0 && within > 0;
}
