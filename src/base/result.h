#pragma once

#include "base/refusal.h"

#include <tl/expected.hpp>

namespace ocp {

/// A value, or the reason why the business says no.
template <class T>
using Result = tl::expected<T, Refusal>;

/// `return No{Refusal::SoldOut};`
using No = tl::unexpected<Refusal>;

} // namespace ocp

/// Leaves the function with the refusal, if there is one.
#define TRY(expression)                                                                                      \
    do {                                                                                                     \
        if (auto done_ = (expression); !done_) return ::ocp::No{done_.error()};                              \
    } while (false)

#define OCP_JOIN_(a, b) a##b
#define OCP_NAME_(line) OCP_JOIN_(result_, line)
#define TRY_LET_(declaration, expression, result)                                                            \
    auto result = (expression);                                                                              \
    if (!result) return ::ocp::No{result.error()};                                                           \
    declaration = std::move(result).value()
/// Takes the value out, or leaves the function with the refusal: `TRY_LET(auto const order, find(tx, id));`
#define TRY_LET(declaration, expression) TRY_LET_(declaration, expression, OCP_NAME_(__LINE__))
