#include "platform/html/assets.h"
#include "platform/html/view.h"

// ctemplate headers use strlen without including it.
#include <cstring>
#include <ctemplate/template.h>
#include <ctemplate/template_cache.h>
#include <ctemplate/template_dictionary.h>
#include <ctemplate/template_emitter.h>
#include <stdexcept>

namespace ocp::html {

namespace {

constexpr auto strip = ctemplate::STRIP_BLANK_LINES;

ctemplate::TemplateString piece(std::string_view text)
{
    return ctemplate::TemplateString{text.data(), text.size()};
}

} // namespace

Templates::Templates()
    : Templates{std::span{embedded_templates, embedded_templates_count}}
{
}

Templates::Templates(std::span<Embedded const> files)
    : cache_{std::make_unique<ctemplate::TemplateCache>()}
{
    for (auto const& file : files) {
        if (!cache_->StringToTemplateCache(piece(file.name), piece(file.bytes), strip))
            throw std::runtime_error{"template " + std::string{file.name} + " does not parse"};
    }
    // Nothing changes from here on, so rendering takes no lock.
    cache_->Freeze();
}

Templates::~Templates() = default;

std::string Templates::render(View const& view) const
{
    std::string page;
    ctemplate::StringEmitter emitter{&page};
    if (!cache_->ExpandNoLoad(view.file(), strip, &view.dictionary(), nullptr, &emitter))
        throw std::logic_error{"template " + view.file() + " is missing or includes one that is"};
    return page;
}

} // namespace ocp::html
