#pragma once

#include "account/model/user.h"
#include "platform/http/request.h"

namespace ocp {

/// What a visitor reads: as their account says when they are signed in, else as they chose on this browser
/// (the cookie `lang`), else what their browser would rather have of what we speak (Accept-Language), else
/// French.
Language chosen_language(http::Request const&, account::Visitor const&);

} // namespace ocp
