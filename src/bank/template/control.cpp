#include "bank/template/control.h"

#include "platform/http/forms.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace ocp::bank {

namespace {

using Words = std::map<std::string, std::string, std::less<>>;

constexpr std::string_view known[]
    = {"reset", "events", "copies", "delay_ms", "shuffled", "retry_ms", "answer", "to", "times", "wait_ms",
        "kept", "retry_after", "status", "body", "refunds", "settle", "as", "expire", "browsers"};

std::string text_of(json const& value)
{
    if (value.is_string()) return value.get<std::string>();
    if (value.is_boolean()) return value.get<bool>() ? "1" : "0";
    return value.dump();
}

/// Nothing when it is neither a form nor a JSON object.
std::optional<Words> words_of(http::Request const& request)
{
    Words words;
    if (request.header("content-type").starts_with("application/json")) {
        auto const said = json::parse(request.body, nullptr, false);
        if (!said.is_object()) return std::nullopt;
        for (auto const& [name, value] : said.items())
            words[name] = text_of(value);
        return words;
    }
    auto const form = http::read_form(request);
    if (form.status != 200) return std::nullopt;
    for (auto const& [name, value] : form.form.fields.items())
        words[name] = value;
    return words;
}

std::int64_t number(Words const& words, std::string_view name, std::int64_t otherwise)
{
    auto const found = words.find(name);
    if (found == words.end()) return otherwise;
    std::int64_t number = otherwise;
    auto const& text = found->second;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return std::clamp<std::int64_t>(number, 0, 3'600'000);
}

std::string text(Words const& words, std::string_view name)
{
    auto const found = words.find(name);
    return found == words.end() ? std::string{} : found->second;
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

http::Response bad(std::string why)
{
    return http::json(json{{"trouble", std::move(why)}}.dump(), 400);
}

} // namespace

Control::Control(Bank& bank, EventQueue& events, Mischief& mischief, PayPages& pages)
    : bank_{bank}
    , events_{events}
    , mischief_{mischief}
    , pages_{pages}
{
}

http::Response Control::answer(http::Request const& request)
{
    if (request.path == "/bank/ledger") return http::json(bank_.ledger().dump());
    if (request.method != http::Method::Post) return http::json(state().dump());
    auto const words = words_of(request);
    if (!words) return bad("neither a form nor a JSON object");
    for (auto const& [name, value] : *words)
        if (std::find(std::begin(known), std::end(known), name) == std::end(known))
            return bad("nothing is called " + name);
    if (auto why = obey(*words); !why.empty()) return bad(std::move(why));
    return http::json(state().dump());
}

std::string Control::obey(Words const& words)
{
    if (words.contains("reset")) reset();
    for (auto const order : {&Control::tell_events, &Control::prepare, &Control::move_money})
        if (auto why = (this->*order)(words); !why.empty()) return why;
    auto const browsers = text(words, "browsers");
    if (!is_one_of(browsers, {"", "kept", "sent_back"})) return "browsers: kept or sent_back";
    if (!browsers.empty()) pages_.keep_browsers(browsers == "kept");
    return {};
}

std::string Control::tell_events(Words const& words)
{
    auto const how = text(words, "events");
    if (!is_one_of(how, {"", "on", "off", "held"})) return "events: on, off or held";
    auto manner = events_.manner();
    if (!how.empty()) {
        manner.are_off = how == "off";
        manner.are_held = how == "held";
    }
    manner.copies = std::clamp<std::int64_t>(number(words, "copies", manner.copies), 1, 100);
    manner.delay = std::chrono::milliseconds{number(words, "delay_ms", manner.delay.count())};
    manner.retry = std::chrono::milliseconds{number(words, "retry_ms", manner.retry.count())};
    manner.are_shuffled = number(words, "shuffled", manner.are_shuffled ? 1 : 0) > 0;
    events_.behave(manner);
    return {};
}

std::string Control::prepare(Words const& words)
{
    if (!words.contains("answer")) return {};
    auto const what = prank_called(text(words, "answer"));
    if (!what) return "answer: 500_before, 500_after, 429, slow_…, cut_… or say";
    Prank prank;
    prank.what = *what;
    prank.times = std::max<std::int64_t>(1, number(words, "times", 1));
    if (words.contains("to")) prank.to = text(words, "to");
    prank.wait = std::chrono::milliseconds{number(words, "wait_ms", 0)};
    prank.is_kept = number(words, "kept", 1) > 0;
    prank.retry_after = number(words, "retry_after", 1);
    prank.status = number(words, "status", 200);
    prank.body = text(words, "body");
    if (prank.status < 200 || prank.status > 599) return "status: 200 to 599";
    mischief_.add(std::move(prank));
    return {};
}

std::string Control::move_money(Words const& words)
{
    auto const refunds = text(words, "refunds");
    if (!is_one_of(refunds, {"", "pending", "at_once"})) return "refunds: pending or at_once";
    if (!refunds.empty()) bank_.keep_refunds_pending(refunds == "pending");
    if (words.contains("settle")) {
        auto const as = text(words, "as");
        if (!is_one_of(as, {"succeeded", "failed"})) return "as: succeeded or failed";
        auto const which = text(words, "settle");
        auto const status = as == "failed" ? RefundStatus::Failed : RefundStatus::Succeeded;
        if (bank_.settle_refunds(which == "all" ? "" : which, status) == 0)
            return "no such refund is pending";
    }
    if (words.contains("expire") && !bank_.let_expire(text(words, "expire")))
        return "no such session is open";
    return {};
}

void Control::reset()
{
    events_.behave({});
    mischief_.clear();
    bank_.keep_refunds_pending(false);
    pages_.keep_browsers(false);
}

json Control::state() const
{
    auto const manner = events_.manner();
    auto const counts = events_.counts();
    return {{"events",
                manner.are_off        ? "off"
                    : manner.are_held ? "held"
                                      : "on"},
        {"copies", manner.copies}, {"delay_ms", manner.delay.count()}, {"shuffled", manner.are_shuffled},
        {"retry_ms", manner.retry.count()}, {"waiting", counts.waiting}, {"delivered", counts.delivered},
        {"refused", counts.refused}, {"answers_left", mischief_.left()}};
}

} // namespace ocp::bank
