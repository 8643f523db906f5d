#include "ocpizza/deploy/binary_hardening.h"

#include <cstring>
#include <elf.h>
#include <fstream>
#include <string_view>

namespace ocp::deploy {

namespace {

/// A record at that place of the file; nothing beyond its end.
template <class Record>
std::optional<Record> record_at(std::ifstream& file, std::uint64_t offset)
{
    Record record;
    file.clear();
    file.seekg(static_cast<std::streamoff>(offset));
    if (!file.read(reinterpret_cast<char*>(&record), sizeof record)) return std::nullopt;
    return record;
}

std::string bytes_at(std::ifstream& file, std::uint64_t offset, std::uint64_t count)
{
    static constexpr std::uint64_t most = 64U << 20;
    std::string bytes(count < most ? count : 0, '\0');
    file.clear();
    file.seekg(static_cast<std::streamoff>(offset));
    if (!file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) return {};
    return bytes;
}

/// The linker's wishes: all symbols bound at the start, loadable anywhere.
void read_dynamic(std::string const& section, Hardening& found, bool& binds_now)
{
    for (std::size_t at = 0; at + sizeof(Elf64_Dyn) <= section.size(); at += sizeof(Elf64_Dyn)) {
        Elf64_Dyn entry;
        std::memcpy(&entry, section.data() + at, sizeof entry);
        if (entry.d_tag == DT_BIND_NOW) binds_now = true;
        if (entry.d_tag == DT_FLAGS && (entry.d_un.d_val & DF_BIND_NOW) != 0) binds_now = true;
        if (entry.d_tag != DT_FLAGS_1) continue;
        if ((entry.d_un.d_val & DF_1_NOW) != 0) binds_now = true;
        if ((entry.d_un.d_val & DF_1_PIE) != 0) found.position_independent = true;
    }
}

/// The names of what the program takes from libc: its guards are among them.
void read_names(std::string_view names, Hardening& found)
{
    static constexpr std::string_view guard{"\0__stack_chk_fail\0", 18};
    static constexpr std::string_view checked{"_chk\0", 5};
    found.stack_protector = names.find(guard) != names.npos;
    found.fortified = names.find(checked) != names.npos;
}

} // namespace

std::optional<Hardening> hardening_of(std::string const& path)
{
    std::ifstream file{path, std::ios::binary};
    auto const head = record_at<Elf64_Ehdr>(file, 0);
    if (!head || std::memcmp(head->e_ident, ELFMAG, SELFMAG) != 0 || head->e_ident[EI_CLASS] != ELFCLASS64)
        return std::nullopt;
    Hardening found;
    bool has_relro = false, binds_now = false;
    for (std::uint64_t i = 0; i < head->e_phnum; ++i) {
        auto const part = record_at<Elf64_Phdr>(file, head->e_phoff + i * head->e_phentsize);
        if (!part) return std::nullopt;
        if (part->p_type == PT_GNU_RELRO) has_relro = true;
        if (part->p_type == PT_GNU_STACK) found.no_executable_stack = (part->p_flags & PF_X) == 0;
        if (part->p_type == PT_DYNAMIC)
            read_dynamic(bytes_at(file, part->p_offset, part->p_filesz), found, binds_now);
    }
    found.full_relro = has_relro && binds_now;
    for (std::uint64_t i = 0; i < head->e_shnum; ++i) {
        auto const section = record_at<Elf64_Shdr>(file, head->e_shoff + i * head->e_shentsize);
        if (!section || section->sh_type != SHT_DYNSYM) continue;
        auto const names = record_at<Elf64_Shdr>(
            file, head->e_shoff + section->sh_link * std::uint64_t{head->e_shentsize});
        if (names) read_names(bytes_at(file, names->sh_offset, names->sh_size), found);
    }
    return found;
}

} // namespace ocp::deploy
