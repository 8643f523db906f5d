#pragma once

#include "base/result.h"

#include <string_view>

namespace ocp::account {

/// 8 to 128 characters, a digit and a symbol, and not one of the passwords everybody tries (system.md §4,
/// reliability.md §7). `confirmation`: the second typing.
Result<void> check_password(std::string_view password, std::string_view confirmation);

/// Something that can be an e-mail address: one @, a dot in the domain, no blanks or control bytes, ≤ 254
/// bytes.
bool plausible_email(std::string_view email);

/// A French number as E.164 ("+33612345678"), or an international one written with + or 00; PhoneInvalid
/// otherwise.
Result<std::string> phone_from(std::string_view typed);

} // namespace ocp::account
