#pragma once

#include "base/id.h"
#include "ocpizza/reporting/reports.h"
#include "platform/stack/thrown.h"
#include "platform/trail/trail.h"

#include <optional>
#include <string>
#include <string_view>

namespace ocp {

/// One request while a worker is at it: gathers what Sentry would be told of it. Without Sentry it does
/// nothing.
class HandledRequest {
public:
    /// The texts live as long as this.
    HandledRequest(Reports&, std::string_view method, std::string_view id);

    /// Learned on the way. The pattern stands for the address, which may hold what somebody typed.
    void at(std::string_view pattern) { pattern_ = pattern; }
    void by(UserId user) { user_ = user.value(); }
    void in(PizzeriaId shop) { shop_ = shop.value(); }

    /// Known are errors that come from outside and pass: a database that is away.
    enum class Error { Known, Unknown };
    /// Within the `catch`: tells the error that is being handled there.
    void failed(std::string_view what, Error);
    /// Tells the times of the request, when it is one of the sample.
    void answered(unsigned status);

private:
    std::string name() const;
    sentry::Texts tags() const;

    Reports& reports_;
    std::string_view const method_, id_;
    std::string_view pattern_;
    std::optional<std::int64_t> user_, shop_;
    bool is_sample_ = false;
    sentry::Moment begun_;
    Reports::InARequest const in_a_request_;
    /// Neither while nobody wants to hear: then a request costs what it would without Sentry.
    std::optional<stack::Watching> watching_;
    std::optional<trail::Following> following_;
};

} // namespace ocp
