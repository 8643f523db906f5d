#pragma once

#include "clients/stripe/stripe.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

/// Members of objects that others wrote: of the wrong type is as absent. For the files of this folder.
namespace ocp::stripe {

using Json = nlohmann::json;

/// Nothing when it is no JSON object: cut, of another kind, with numbers or bytes that there are none of.
std::optional<Json> object_in(std::string_view body);

/// The member, null when absent or when there is no object.
Json const& member(Json const& object, char const* name);

/// "" when absent, over 5,000 bytes, or holding control characters, which no database would keep.
std::string text_in(Json const& object, char const* name);
/// Nothing beyond a thousand milliards either: no amount in cents and no second is that large.
std::optional<std::int64_t> integer_in(Json const& object, char const* name);
std::optional<bool> truth_in(Json const& object, char const* name);
/// An id, also of an object that stands there whole; "" when absent.
std::string id_in(Json const& object, char const* name);
Metadata metadata_in(Json const& object);

} // namespace ocp::stripe
