#include "bank/business/bank.h"
#include "bank/business/check_parameters.h"

#include <algorithm>
#include <fmt/format.h>

// What a merchant looks up afterwards.
namespace ocp::bank {

namespace {

using Kind = Parameter::Kind;

constexpr Parameter limit{.path = "limit", .kind = Kind::Number, .most = 100};
constexpr std::int64_t usual_limit = 10;
constexpr Parameter time(std::string_view path)
{
    return {.path = path, .kind = Kind::Number, .least = 0, .most = 99'999'999'999};
}

constexpr Parameter of_intents[] = {limit, {.path = "starting_after"}, time("created[gt]"),
    time("created[gte]"), time("created[lt]"), time("created[lte]")};
constexpr Parameter of_sessions[] = {limit, {.path = "payment_intent"}};
constexpr Parameter of_refunds[] = {limit, {.path = "starting_after"}, {.path = "payment_intent"}};

Fault missing(std::string_view kind, std::string_view param, std::string const& id, unsigned status)
{
    auto fault = parameter_fault("resource_missing", param, fmt::format("No such {}: '{}'", kind, id));
    fault.status = status;
    return fault;
}

bool is_wanted(UnixTime created, BracketForm const& form)
{
    constexpr UnixTime never = -1, for_ever = 99'999'999'999;
    return created > form.number("created[gt]", never) && created >= form.number("created[gte]", never)
        && created < form.number("created[lt]", for_ever) && created <= form.number("created[lte]", for_ever);
}

} // namespace

Outcome Bank::list_sessions(Call const& call)
{
    Lock const lock{mutex_};
    if (auto fault = fault_of(call.form, of_sessions)) return tl::unexpected{*std::move(fault)};
    auto const most = static_cast<std::size_t>(call.form.number("limit", usual_limit));
    auto list = [](json page, bool has_more) {
        return list_of(std::move(page), "/v1/checkout/sessions", has_more);
    };
    json page = json::array();
    if (auto const id = call.form.one("payment_intent")) {
        auto const* const intent = books_.intent(std::string{*id});
        auto* const session = intent ? books_.session(intent->session) : nullptr;
        if (session) page.push_back(object(*session));
        return list(std::move(page), false);
    }
    auto const& sessions = books_.all().sessions;
    for (auto one = sessions.rbegin(); one != sessions.rend(); ++one) {
        if (page.size() == most) return list(std::move(page), true);
        page.push_back(object(*books_.session(one->id)));
    }
    return list(std::move(page), false);
}

Outcome Bank::read_payment_intent(Call const& call)
{
    Lock const lock{mutex_};
    if (auto fault = fault_of(call.form, {})) return tl::unexpected{*std::move(fault)};
    auto const* const intent = books_.intent(call.id);
    if (!intent) return tl::unexpected{missing("payment_intent", "intent", call.id, 404)};
    return object(*intent);
}

Outcome Bank::list_payment_intents(Call const& call)
{
    Lock const lock{mutex_};
    if (auto fault = fault_of(call.form, of_intents)) return tl::unexpected{*std::move(fault)};
    auto const& intents = books_.all().intents;
    auto place = intents.size();
    if (auto const after = call.form.one("starting_after")) {
        if (!books_.intent(std::string{*after}))
            return tl::unexpected{missing("payment_intent", "starting_after", std::string{*after}, 400)};
        place = books_.place_of_intent(std::string{*after});
    }
    auto const most = static_cast<std::size_t>(call.form.number("limit", usual_limit));
    json page = json::array();
    for (; place > 0; --place) {
        auto const& intent = intents[place - 1];
        if (!is_wanted(intent.created, call.form)) continue;
        if (page.size() == most) return list_of(std::move(page), "/v1/payment_intents", true);
        page.push_back(object(intent));
    }
    return list_of(std::move(page), "/v1/payment_intents", false);
}

Outcome Bank::read_refund(Call const& call)
{
    Lock const lock{mutex_};
    if (auto fault = fault_of(call.form, {})) return tl::unexpected{*std::move(fault)};
    auto const* const refund = books_.refund(call.id);
    if (!refund) return tl::unexpected{missing("refund", "refund", call.id, 404)};
    return object_of(*refund);
}

Outcome Bank::list_refunds(Call const& call)
{
    Lock const lock{mutex_};
    if (auto fault = fault_of(call.form, of_refunds)) return tl::unexpected{*std::move(fault)};
    std::vector<Refund> refunds;
    if (auto const intent = call.form.one("payment_intent")) {
        if (!books_.intent(std::string{*intent}))
            return tl::unexpected{missing("payment_intent", "payment_intent", std::string{*intent}, 400)};
        refunds = books_.refunds_of(std::string{*intent});
    } else {
        refunds.assign(books_.all().refunds.rbegin(), books_.all().refunds.rend());
    }
    auto first = refunds.begin();
    if (auto const after = call.form.one("starting_after")) {
        first = std::find_if(
            refunds.begin(), refunds.end(), [&](Refund const& one) { return one.id == *after; });
        if (first == refunds.end())
            return tl::unexpected{missing("refund", "starting_after", std::string{*after}, 400)};
        ++first;
    }
    auto const most = call.form.number("limit", usual_limit);
    auto const rest = refunds.end() - first;
    json page = json::array();
    std::for_each(first, first + std::min<std::int64_t>(rest, most),
        [&](Refund const& refund) { page.push_back(object_of(refund)); });
    return list_of(std::move(page), "/v1/refunds", rest > most);
}

} // namespace ocp::bank
