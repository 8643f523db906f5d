#include "account/template/language_pages.h"

#include "account/business/choose_language.h"

namespace ocp::account {

html::Answer LanguagePages::choose(Call const& call)
{
    auto back = http::see_other(http::safe_redirect(call.form.one("page").value_or("")));
    auto const language = language_called(call.form.one("langue").value_or(""));
    if (!language) return back;
    if (call.who.user) choose_language(database_, call.who.user->id, *language, call.now);
    return std::move(back).with("Set-Cookie", cookies_.language(*language));
}

} // namespace ocp::account
