#pragma once

#include "base/words.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace ctemplate {
class TemplateDictionary;
class TemplateCache;
} // namespace ctemplate

namespace ocp::html {

struct Embedded;

/// What a template is filled with. Values are escaped by the template for the place they stand in.
/// Names in templates are UPPER_CASE; a section shows once for each `add`.
class View {
public:
    /// `name`: the template, as "order/kitchen.html" (src/order/template/kitchen.html), in that language,
    /// which the parts of the view speak too. In another language than French there are those templates only
    /// that tools/template_words.py does not count as French only.
    View(std::string name, Language language);
    ~View();
    View(View&&) noexcept;
    View& operator=(View&&) noexcept;

    View& set(std::string_view variable, std::string_view value);
    View& set(std::string_view variable, std::int64_t value);
    /// In the view's language.
    View& set(std::string_view variable, Text const& value);
    View& set(std::string_view variable, Money value);

    /// Another round of a section; valid as long as this view.
    View add(std::string_view section);
    /// Shows the section once, without values of its own.
    View& show(std::string_view section);
    View& show_if(bool condition, std::string_view section);
    /// Puts another template's output where `{{>NAME}}` stands in this one, filled with the returned view.
    View include(std::string_view name, std::string template_name);

    std::string const& template_name() const { return name_; }
    Language language() const { return language_; }
    /// The template's name among all of the program: "en/order/kitchen.html".
    std::string file() const;
    ctemplate::TemplateDictionary const& dictionary() const { return *dictionary_; }

private:
    View(std::string name, Language language, ctemplate::TemplateDictionary* part);
    std::string name_;
    Language language_;
    std::unique_ptr<ctemplate::TemplateDictionary> own_;
    ctemplate::TemplateDictionary* dictionary_;
};

/// Every template of the program, compiled in at build time (tools/embed.py) and parsed once at start.
class Templates {
public:
    /// Parses all; throws std::runtime_error naming the template that does not parse.
    Templates();
    /// The same with other files than the program's own.
    explicit Templates(std::span<Embedded const> files);
    ~Templates();
    Templates(Templates const&) = delete;
    Templates& operator=(Templates const&) = delete;

    /// Safe from any thread. Throws std::logic_error when the template, or one it includes, is missing.
    std::string render(View const& view) const;

private:
    std::unique_ptr<ctemplate::TemplateCache> cache_;
};

} // namespace ocp::html
