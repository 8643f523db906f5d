#include "clients/stripe/event.h"

#include "clients/stripe/form.h"
#include "clients/stripe/json_fields.h"

namespace ocp::stripe {

namespace {

constexpr std::size_t longest_type = 255;

} // namespace

std::optional<Event> event_in(std::string_view body)
{
    auto const event = object_in(body);
    if (!event || text_in(*event, "object") != "event") return std::nullopt;
    auto const is_live = truth_in(*event, "livemode");
    auto const& about = member(member(*event, "data"), "object");
    auto const& metadata = member(about, "metadata");
    Event read{.id = text_in(*event, "id"),
        .type = text_in(*event, "type"),
        .api_version = text_in(*event, "api_version"),
        .is_live = is_live.value_or(false),
        .object_id = text_in(about, "id"),
        .object = text_in(about, "object"),
        .payment_intent = id_in(about, "payment_intent"),
        .order = text_in(metadata, "order"),
        .attempt = text_in(metadata, "attempt")};
    if (!is_id(read.id) || read.type.empty() || read.type.size() > longest_type || !is_live)
        return std::nullopt;
    if (read.object == "payment_intent") read.payment_intent = read.object_id;
    return read;
}

} // namespace ocp::stripe
