// What a person reads on our pages.

function decoded(text) {
    const signs = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: "\u00a0" };
    return text.replace(/&(#\d+|\w+);/g, (all, name) =>
        name.startsWith("#") ? String.fromCodePoint(Number(name.slice(1))) : (signs[name] ?? all),
    );
}

/** The value of a hidden field, or null. */
export function hidden(html, name) {
    const found = html.match(new RegExp(`<input type="hidden" name="${name}" value="([^"]*)"`));
    return found && decoded(found[1]);
}

/** The items of a menu that can be ordered: "12:M". */
export function itemsOnSale(html) {
    return [...html.matchAll(/name="item" value="([^"]+)">/g)].map(([, item]) => item);
}

/** The lines of a bill, on the checkout and on the tracking page: "2 Reine 31 cm". */
export function billLines(html) {
    const list = html.match(/<ul class="recap figures">([^]*?)<\/ul>/)?.[1] ?? "";
    return [...list.matchAll(/<span class="times">(\d+)[^<]*<\/span><span>([^]*?)<\/span><span>/g)].map(
        ([, times, name]) => `${times} ${decoded(name.replace(/<[^>]*>/g, "")).trim()}`,
    );
}

/** Whether that way of getting the order can be chosen on the checkout page. */
export function offers(html, mode) {
    return html.includes(`id="mode-${mode}"`);
}

/** The daily number that a tracking page shows. */
export function trackedNumber(html) {
    return Number(html.match(/<p class="number">Commande <b>(\d+)<\/b>/)?.[1] ?? NaN);
}

/** The live stream that a page follows, or null. */
export function streamOf(html) {
    const found = html.match(/data-flux="([^"]*)"/);
    return found && decoded(found[1]);
}

/** Ids of the orders for which the page has a form that ends so: ordersWith(html, "acceptation"). */
export function ordersWith(html, deed) {
    return [...html.matchAll(new RegExp(`action="[^"]*/commandes/(\\d+)/${deed}"`, "g"))].map(([, id]) =>
        Number(id),
    );
}

/** Ids of the orders a driver may take along. */
export function ordersToTake(html) {
    return [...html.matchAll(/name="order" value="(\d+)"/g)].map(([, id]) => Number(id));
}
