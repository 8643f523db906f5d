#include "bank/template/pay_pages.h"

#include "platform/http/forms.h"
#include "platform/secrets/secrets.h"

#include <algorithm>

namespace ocp::bank {

namespace {

using Paid = Bank::Paid;

Language language_of(Session const& session)
{
    return session.locale.starts_with("en") ? Language::English : Language::French;
}

std::string with_session_id(std::string url, std::string const& id)
{
    constexpr std::string_view place = "{CHECKOUT_SESSION_ID}";
    for (auto at = url.find(place); at != std::string::npos; at = url.find(place, at + id.size()))
        url.replace(at, place.size(), id);
    return url;
}

http::Response go_to(std::string url)
{
    http::Response response;
    response.status = 303;
    return std::move(response).with("Location", std::move(url));
}

bool has_sent_it_elsewhere(http::Request const& request)
{
    auto const site = request.header("sec-fetch-site");
    return request.method == http::Method::Post && !site.empty() && site != "same-origin" && site != "none";
}

} // namespace

PayPages::PayPages(Bank& bank, RandomSource& random)
    : bank_{bank}
    , random_{random}
{
}

http::Response PayPages::answer(http::Request const& request)
{
    constexpr std::string_view start = "/pay/", three_d_secure = "/3ds";
    auto id = request.path.substr(std::min(start.size(), request.path.size()));
    auto const asks = id.ends_with(three_d_secure);
    if (asks) id.resize(id.size() - three_d_secure.size());
    auto const session = bank_.session(id);
    if (!session || has_sent_it_elsewhere(request)) return nothing_there();
    if (request.method == http::Method::Post)
        return asks ? authenticate(request, *session) : pay(request, *session);
    if (session->status == SessionStatus::Complete) return closed(*session, Paid::DoneBefore);
    if (session->status == SessionStatus::Expired) return closed(*session, Paid::Expired);
    return asks ? ask(*session) : show(*session, Remark::None, "4242 4242 4242 4242", 200);
}

http::Response PayPages::pay(http::Request const& request, Session const& session)
{
    auto const form = http::read_form(request);
    auto const& fields = form.form.fields;
    if (form.status != 200) return show(session, Remark::NoSuchCard, "", form.status);
    // A button names its card; the field is what the first button pays with.
    auto const card = fields.trimmed(fields.has("card") ? "card" : "number");
    auto const paid = bank_.pay(session.id, {card, fields.trimmed("email"), fields.trimmed("csrf")});
    // By now it knows the customer's e-mail address.
    return after(paid, bank_.session(session.id).value_or(session), card);
}

http::Response PayPages::authenticate(http::Request const& request, Session const& session)
{
    using Verdict = Bank::Verdict;
    auto const form = http::read_form(request);
    auto const said = form.form.fields.trimmed("verdict");
    if (said != "accept" && said != "refuse" && said != "abandon") return ask(session);
    auto const verdict = said == "accept" ? Verdict::Accepted
        : said == "refuse"                ? Verdict::Refused
                                          : Verdict::Abandoned;
    auto const paid = bank_.authenticate(session.id, form.form.fields.trimmed("csrf"), verdict);
    if (paid == Paid::Declined) return show(session, Remark::NotAuthenticated, "4000 0027 6000 3184", 402);
    if (paid == Paid::NothingToAnswer)
        return go_to(verdict == Verdict::Abandoned ? session.cancel_url : "/pay/" + session.id);
    return after(paid, session, "");
}

http::Response PayPages::after(Paid paid, Session const& session, std::string const& card)
{
    switch (paid) {
    case Paid::Done:
        if (keeps_browsers_) return closed(session, Paid::Done);
        return go_to(with_session_id(session.success_url, session.id));
    case Paid::AsksForThreeDSecure:
        return go_to("/pay/" + session.id + "/3ds");
    case Paid::Declined:
        return show(session, Remark::Declined, card, 402);
    case Paid::NoSuchCard:
        return show(session, Remark::NoSuchCard, card, 422);
    case Paid::NoEmail:
        return show(session, Remark::NoEmail, card, 422);
    case Paid::DoneBefore:
    case Paid::Expired:
        return closed(session, paid);
    case Paid::NoSuchSession:
    case Paid::NothingToAnswer:
        break;
    }
    return nothing_there();
}

html::View PayPages::page(std::string name, Session const& session, Text const& title)
{
    html::View view{std::move(name), language_of(session)};
    view.include("HEAD", "bank/head.html")
        .set("LANGUAGE", code_of(language_of(session)))
        .set("TITLE", title)
        .set("CSS", assets_.path("bank.css"));
    view.include("FOOT", "bank/foot.html");
    return view;
}

http::Response PayPages::render(html::View const& view, unsigned status) const
{
    // No form-action: a form that pays ends at the merchant's, wherever that is.
    return http::html(templates_.render(view), status)
        .with("Content-Security-Policy",
            "default-src 'none'; style-src 'self'; font-src 'self'; img-src data:; base-uri 'none'; "
            "frame-ancestors 'none'")
        .with("X-Content-Type-Options", "nosniff")
        .with("Referrer-Policy", "no-referrer")
        .with("Cache-Control", "no-store");
}

http::Response PayPages::show(Session const& session, Remark remark, std::string const& card, unsigned status)
{
    constexpr std::size_t token = 16;
    auto view = page("bank/pay.html", session, tr("Payer {}", session.total));
    view.set("SESSION", session.id).set("CSRF", secrets::hex(random_.bytes(token)));
    view.set("TOTAL", session.total).set("CANCEL", session.cancel_url).set("CARD", card);
    for (auto const& line : session.lines) {
        auto row = view.add("LINE");
        row.set("NAME", line.name).set("AMOUNT", line.unit_amount * line.quantity);
        if (line.quantity > 1) row.add("QUANTITY").set("COUNT", line.quantity);
    }
    if (session.customer_email.empty()) {
        auto field = view.add("EMAIL");
        field.show_if(remark == Remark::NoEmail, "EMAIL_WRONG");
    }
    view.show_if(remark != Remark::None && remark != Remark::NoEmail, "CARD_WRONG");
    auto const error = [&](Text const& text) { view.add("ERROR").set("TEXT", text); };
    switch (remark) {
    case Remark::None:
        break;
    case Remark::Declined:
        error(tr("La carte n’est pas assez approvisionnée. Essayez-en une autre."));
        break;
    case Remark::NotAuthenticated:
        error(tr("L’identification par 3-D Secure a échoué. Essayez encore, ou une autre carte."));
        break;
    case Remark::NoSuchCard:
        error(tr("Cette banque ne prend que les trois cartes d’essai ci-dessous."));
        break;
    case Remark::NoEmail:
        error(tr("Donnez une adresse e-mail."));
        break;
    }
    return render(view, status);
}

http::Response PayPages::ask(Session const& session)
{
    constexpr std::size_t token = 16;
    auto view = page("bank/three_d_secure.html", session, tr("Est-ce bien vous ?"));
    view.set("SESSION", session.id).set("CSRF", secrets::hex(random_.bytes(token)));
    view.set("TOTAL", session.total);
    return render(view, 200);
}

http::Response PayPages::closed(Session const& session, Paid paid)
{
    auto const is_paid = paid != Paid::Expired;
    auto const fact = paid == Paid::Done ? tr("C’est payé")
        : is_paid                        ? tr("Ce paiement est déjà fait")
                                         : tr("Ce paiement n’est plus possible");
    auto view = page("bank/closed.html", session, fact);
    view.set("FACT", fact);
    view.set("ADVICE",
        is_paid ? tr("Rien ne sera débité une seconde fois.")
                : tr("Son temps est écoulé, ou le marchand l’a retiré. Rien n’a été débité."));
    view.add("BACK").set(
        "URL", is_paid ? with_session_id(session.success_url, session.id) : session.cancel_url);
    return render(view, paid == Paid::Done ? 200 : 410);
}

http::Response PayPages::nothing_there()
{
    auto view = page("bank/closed.html", {}, tr("Il n’y a rien à payer ici"));
    view.set("FACT", tr("Il n’y a rien à payer ici"));
    view.set("ADVICE", tr("L’adresse est incomplète, ou cette banque d’essai a tout oublié en redémarrant."));
    return render(view, 404);
}

} // namespace ocp::bank
