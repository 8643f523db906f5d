#include "clients/stripe/form.h"

#include "platform/http/forms.h"

#include <algorithm>
#include <fmt/format.h>

namespace ocp::stripe {

namespace {

constexpr std::size_t longest_id = 255;

/// Names come as they are sent, brackets unescaped as the official client leaves them.
class Form {
public:
    void add(std::string_view name, std::string_view value)
    {
        text_ += fmt::format("{}{}={}", text_.empty() ? "" : "&", name, http::url_encode(value));
    }
    void add(std::string_view name, std::int64_t value) { add(name, std::to_string(value)); }
    void add_unless_empty(std::string_view name, std::string_view value)
    {
        if (!value.empty()) add(name, value);
    }
    void add(std::string_view name, Metadata const& metadata)
    {
        for (auto const& [key, value] : metadata)
            add(fmt::format("{}[{}]", name, http::url_encode(key)), value);
    }

    std::string take() { return std::move(text_); }

private:
    std::string text_;
};

void add_line(Form& form, std::size_t number, LineItem const& line)
{
    auto const item = fmt::format("line_items[{}]", number);
    form.add(item + "[quantity]", 1);
    form.add(item + "[price_data][currency]", "eur");
    form.add(item + "[price_data][unit_amount]", line.amount.cents());
    form.add(item + "[price_data][product_data][name]", line.name);
}

std::int64_t seconds(Instant at)
{
    return at.ms() / 1'000;
}

} // namespace

std::string form_of(NewSession const& session)
{
    Form form;
    form.add("mode", "payment");
    form.add("success_url", session.success_url);
    form.add("cancel_url", session.cancel_url);
    form.add_unless_empty("client_reference_id", session.client_reference_id);
    form.add_unless_empty("customer_email", session.customer_email);
    form.add("locale", code_of(session.language));
    form.add("expires_at", seconds(session.expires_at));
    // Otherwise this version makes a customer of every payment.
    form.add("customer_creation", "if_required");
    form.add("payment_method_types[0]", "card");
    form.add("metadata", session.metadata);
    form.add("payment_intent_data[metadata]", session.metadata);
    for (std::size_t i = 0; i < session.lines.size(); ++i)
        add_line(form, i, session.lines[i]);
    return form.take();
}

std::string form_of(NewRefund const& refund)
{
    Form form;
    form.add("payment_intent", refund.payment_intent);
    form.add("amount", refund.amount.cents());
    form.add("reason", "requested_by_customer");
    form.add("metadata", refund.metadata);
    return form.take();
}

std::string path_of_session(std::string_view id)
{
    return fmt::format("/v1/checkout/sessions/{}", id);
}

std::string path_of_sessions(std::string_view payment_intent)
{
    return fmt::format("/v1/checkout/sessions?payment_intent={}&limit=100", payment_intent);
}

std::string path_of_refunds(std::string_view payment_intent)
{
    return fmt::format("/v1/refunds?payment_intent={}&limit=100", payment_intent);
}

std::string path_of_payment_intents(Instant created_since, std::string_view after)
{
    // In an address brackets must be escaped, in a form they need not.
    auto path = fmt::format("/v1/payment_intents?created%5Bgte%5D={}&limit=100", seconds(created_since));
    if (!after.empty()) path += fmt::format("&starting_after={}", after);
    return path;
}

bool is_id(std::string_view text)
{
    return !text.empty() && text.size() <= longest_id && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
}

} // namespace ocp::stripe
