#include "ocpizza/reporting/handled_request.h"

#include <cstdlib>
#include <cxxabi.h>
#include <memory>
#include <typeinfo>

namespace ocp {

namespace {

std::string type_of_current_exception()
{
    auto const* const type = abi::__cxa_current_exception_type();
    if (!type) return "unknown";
    int status = 0;
    std::unique_ptr<char, void (*)(void*)> const name{
        abi::__cxa_demangle(type->name(), nullptr, nullptr, &status), std::free};
    return status == 0 && name ? name.get() : type->name();
}

sentry::Breadcrumb breadcrumb(trail::Step const& step)
{
    using Kind = trail::Step::Kind;
    sentry::Breadcrumb crumb{step.begun, "log", sentry::Level::Info, step.what};
    switch (step.kind) {
    case Kind::Query:
        crumb.category = "query";
        crumb.level = step.failed ? sentry::Level::Error : sentry::Level::Info;
        break;
    case Kind::Information:
        break;
    case Kind::Warning:
        crumb.level = sentry::Level::Warning;
        break;
    case Kind::Error:
        crumb.level = sentry::Level::Error;
        break;
    }
    return crumb;
}

} // namespace

HandledRequest::HandledRequest(Reports& reports, std::string_view method, std::string_view id)
    : reports_{reports}
    , method_{method}
    , id_{id}
{
    if (!reports_.on()) return;
    is_sample_ = reports_.takes_a_sample();
    begun_ = trail::now();
    auto const may_be_told = reports_.client().is_open(sentry::Category::Error);
    if (may_be_told) watching_.emplace();
    if (may_be_told || is_sample_) following_.emplace();
}

std::string HandledRequest::name() const
{
    return std::string{method_} + ' ' + std::string{pattern_.empty() ? "(no route)" : pattern_};
}

sentry::Texts HandledRequest::tags() const
{
    sentry::Texts tags{{"request_id", std::string{id_}}};
    if (!pattern_.empty()) tags.emplace_back("route", pattern_);
    if (shop_) tags.emplace_back("shop", std::to_string(*shop_));
    return tags;
}

void HandledRequest::failed(std::string_view what, Error error)
{
    if (!reports_.on() || !reports_.client().wants(sentry::Category::Error)) return;
    sentry::Event event;
    event.at = trail::now();
    event.type = type_of_current_exception();
    event.value = what;
    event.handled = error == Error::Known;
    event.stack = stack::of_current_exception();
    event.transaction = name();
    event.user = user_;
    event.tags = tags();
    if (following_)
        for (auto const& step : trail::current()->steps())
            event.breadcrumbs.push_back(breadcrumb(step));
    reports_.client().send(std::move(event));
}

void HandledRequest::answered(unsigned status)
{
    if (!is_sample_) return;
    sentry::Transaction transaction{.name = name(),
        .begun = begun_,
        .ended = trail::now(),
        .http_status = status,
        .user = user_,
        .tags = tags(),
        .spans = {}};
    for (auto& step : trail::current()->steps())
        if (step.kind == trail::Step::Kind::Query)
            transaction.spans.push_back(
                {"db.sql.query", std::move(step.what), step.begun, step.begun + step.took, step.failed});
    reports_.client().send(std::move(transaction));
}

} // namespace ocp
